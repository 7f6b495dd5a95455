package dev.rampwright.operator.inferenceservice.bench;

/**
 * One rollback, as users saw it.
 *
 * @param nanos from the Fail condition to the end of the candidate's last answer
 * @param evidence answers of the candidate from its first bad one to the Fail condition, both
 *     counted
 * @param after answers of the candidate behind the one that made the Fail condition hold
 */
record Rollback(long nanos, int evidence, int after) {}
