package dev.rampwright.operator.inferenceservice.bench;

import dev.rampwright.operator.ramp.FailCondition;
import java.util.Optional;

/**
 * Counts a candidate's answers as the stable pod's sidecar does, through which all of them pass,
 * and finds the one with which the Fail condition first holds.
 *
 * <p>The sidecar counts an answer between the client's sending of the request and the client's
 * receipt of the answer. Here the condition holds from the sending on, and the last answer counts
 * until its receipt, so that a rollback seems longer than it was by up to two answers' time, never
 * shorter.
 */
final class RollbackTally {
  private final String stable;
  private final FailCondition condition;
  private int finished;
  private int failed;
  private int firstBad;
  private int atFail;
  private long failNanos;
  private long lastNanos;

  RollbackTally(String stable, FailCondition condition) {
    this.stable = stable;
    this.condition = condition;
  }

  /** Who was not answered at all is no evidence of anybody. */
  synchronized void note(Answer answer) {
    if (answer.revision().equals(stable) || answer.revision().isEmpty()) {
      return;
    }
    finished++;
    lastNanos = answer.endedNanos();
    if (!answer.good()) {
      failed++;
      firstBad = firstBad == 0 ? finished : firstBad;
    }
    if (atFail == 0 && condition.holds(finished, failed)) {
      atFail = finished;
      failNanos = answer.sentNanos();
    }
  }

  /** Empty if it was rolled back before the condition held. */
  synchronized Optional<Rollback> result() {
    return atFail == 0
        ? Optional.empty()
        : Optional.of(
            new Rollback(lastNanos - failNanos, atFail - firstBad + 1, finished - atFail));
  }
}
