package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.Observation.Outcomes;

/**
 * From which counts on a step's gate says Fail, for whoever counts the requests himself.
 *
 * @param plan with one gate, an absolute bound on errors
 * @param step index of the step
 */
public record FailCondition(RampPlan plan, int step) {
  public FailCondition {
    if (!(plan.gates().gates().getFirst() instanceof Gate.ErrorRate gate)
        || gate.max() == null
        || plan.gates().gates().size() > 1) {
      throw new IllegalArgumentException("one absolute bound on errors is needed");
    }
  }

  /** Whether so many of the candidate's requests, of which so many failed, are a Fail. */
  public boolean holds(long finished, long failed) {
    Gate.ErrorRate gate = (Gate.ErrorRate) plan.gates().gates().getFirst();
    return ErrorRateJudge.judge(
                gate, Terms.of(plan, step), new Outcomes(finished, failed), Outcomes.NONE)
            .verdict()
        == Verdict.FAIL;
  }
}
