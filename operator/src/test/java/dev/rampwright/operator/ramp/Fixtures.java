package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The revisions, plan and states that the tests begin from. */
final class Fixtures {
  static final String A = "aaaaaaaa";
  static final String B = "bbbbbbbb";
  static final String C = "cccccccc";
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  static final Attempt A_TO_B = new Attempt("bbbbbbbb-1767225600", A, B, 2);
  static final Attempt A_TO_C = new Attempt("cccccccc-1767225600", A, C, 2);
  static final long EPOCH = 7;

  static final RampPlan PLAN =
      new RampPlan(
          List.of(step(10), step(50), step(100)),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          new Gates(60, 1, List.of(new Gate.ErrorRate("errors", 0.05))));

  static Step step(int weight) {
    return new Step(weight, Duration.ofSeconds(10), Duration.ofMinutes(5));
  }

  static final Duration PROOF_TIMEOUT = Duration.ofMinutes(20);

  /** The same with a benchmark before traffic. */
  static final RampPlan PROVEN = with(RampPlan.OnHoldExceeded.ROLLBACK, PROOF_TIMEOUT);

  /** The same, where a person decides when a step takes too long. */
  static final RampPlan PATIENT = with(RampPlan.OnHoldExceeded.PAUSE, null);

  private Fixtures() {}

  private static RampPlan with(RampPlan.OnHoldExceeded exceeded, @Nullable Duration proof) {
    return new RampPlan(
        PLAN.steps(),
        PLAN.startupDeadline(),
        PLAN.scaleDownDelay(),
        PLAN.drainGrace(),
        PLAN.gates(),
        exceeded,
        Optional.ofNullable(proof),
        PLAN.capacity());
  }

  static RampPlan with(Capacity capacity) {
    return new RampPlan(
        PLAN.steps(),
        PLAN.startupDeadline(),
        PLAN.scaleDownDelay(),
        PLAN.drainGrace(),
        PLAN.gates(),
        PLAN.onHoldExceeded(),
        PLAN.preTraffic(),
        capacity);
  }

  static RampPlan with(Gates gates) {
    return new RampPlan(
        PLAN.steps(), PLAN.startupDeadline(), PLAN.scaleDownDelay(), PLAN.drainGrace(), gates);
  }

  static Instant after(Duration duration) {
    return T0.plus(duration);
  }

  static Instant afterSeconds(long seconds) {
    return T0.plusSeconds(seconds);
  }

  static Starting starting() {
    return Starting.of(A, T0);
  }

  static Idle idle() {
    return new Idle(A, EPOCH);
  }

  static Preparing preparing() {
    return new Preparing(A_TO_B, EPOCH, T0, null, Clearance.USUAL);
  }

  static Proving proving() {
    return new Proving(A_TO_B, EPOCH, T0, null, Clearance.USUAL);
  }

  static Paused paused(int step, Pause by) {
    return new Paused(ramping(step), by, T0);
  }

  static Ramping unacknowledged(int step) {
    return new Ramping(A_TO_B, EPOCH, step, T0, null, 0, null);
  }

  static Ramping ramping(int step) {
    return new Ramping(A_TO_B, EPOCH, step, T0, T0, 0, null);
  }

  static Interrupted interrupted() {
    return new Interrupted(A_TO_B, EPOCH, 1, T0, 0, T0, null);
  }

  static Promoting promoting() {
    return new Promoting(A_TO_B, EPOCH, T0);
  }

  static Draining draining() {
    return new Draining(A_TO_B, EPOCH, T0);
  }

  static RollingBack rollingBack(RampReason reason) {
    return new RollingBack(A_TO_B, EPOCH, T0, new Cause(reason, "because"));
  }

  static RolledBack rolledBack() {
    return new RolledBack(A_TO_B, EPOCH, T0, new Cause(RampReason.GATE_FAILED, "because"));
  }
}
