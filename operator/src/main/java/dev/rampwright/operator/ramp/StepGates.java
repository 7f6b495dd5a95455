package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Judges all gates of a step.
 *
 * @param terms on which terms
 * @param candidate what its requests showed in the step's epoch
 * @param stable what those of the stable revision showed meanwhile
 * @param errorLimit from so many errors in a row on a query tells nothing
 * @param queries what those of the gates have answered in the step's epoch, by the gate's name
 */
record StepGates(
    Terms terms,
    Evidence candidate,
    Evidence stable,
    int errorLimit,
    Map<String, Queried> queries) {

  static List<GateVerdict> judge(RampPlan plan, int step, long epoch, Observation seen) {
    StepGates judges =
        new StepGates(
            Terms.of(plan, step),
            seen.ofCandidate(epoch),
            seen.ofStable(epoch),
            plan.gates().errorLimit(),
            seen.ofQueries(epoch));
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
      case QueryGate it -> new QueryJudge(it, terms, errorLimit, queried(it)).verdict();
    };
  }

  private Queried queried(QueryGate gate) {
    return queries.getOrDefault(gate.name(), Queried.NOTHING);
  }

  private GateVerdict measured(Gate gate, BiFunction<Samples, Samples, GateVerdict> judge) {
    Optional<Samples> mine = candidate.samples();
    return mine.isEmpty()
        ? Finding.notMeasured(gate, terms)
        : judge.apply(mine.get(), stable.samples().orElse(Samples.NONE));
  }
}
