package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Samples;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Judges all gates of a step.
 *
 * @param terms on which terms
 * @param candidate what its requests showed in the step's epoch
 * @param stable what those of the stable revision showed meanwhile
 */
record StepGates(Terms terms, Evidence candidate, Evidence stable) {

  static List<GateVerdict> judge(RampPlan plan, int step, Evidence candidate, Evidence stable) {
    StepGates judges = new StepGates(Terms.of(plan, step), candidate, stable);
    return plan.gates().gates().stream().map(judges::judge).toList();
  }

  private GateVerdict judge(Gate gate) {
    return switch (gate) {
      case Gate.ErrorRate it ->
          ErrorRateJudge.judge(it, terms, candidate.requests(), stable.requests());
      case Gate.Latency it ->
          measured(it, (mine, theirs) -> LatencyJudge.judge(it, terms, mine, theirs));
      case Gate.CacheHitRate it ->
          measured(it, (mine, theirs) -> CacheHitRateJudge.judge(it, terms, mine, theirs));
      case Gate.OutputTokensPerSecond it ->
          measured(it, (mine, theirs) -> ThroughputJudge.judge(it, terms, mine, theirs));
    };
  }

  private GateVerdict measured(Gate gate, BiFunction<Samples, Samples, GateVerdict> judge) {
    Optional<Samples> mine = candidate.samples();
    return mine.isEmpty()
        ? Finding.notMeasured(gate, terms)
        : judge.apply(mine.get(), stable.samples().orElse(Samples.NONE));
  }
}
