package dev.rampwright.operator.inferenceservice.bench;

/**
 * What became of one request.
 *
 * @param sentNanos when it was sent, as {@link System#nanoTime}
 * @param endedNanos when its answer was complete
 * @param revision whose engine answered; empty where nobody did
 * @param good whether it was answered with 200
 */
record Answer(long sentNanos, long endedNanos, String revision, boolean good) {}
