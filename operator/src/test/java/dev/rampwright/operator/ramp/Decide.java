package dev.rampwright.operator.ramp;

/** {@link Ramp#decide}, or a mutant of it. */
@FunctionalInterface
interface Decide {
  RampDecision decide(RampPlan plan, RampState state, Observation seen);
}
