package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How whole ramps of three steps and 1,000 requests of the candidate a step go, by simulation. */
final class WholeRamps {
  static final Gate.ErrorRate ERRORS = new Gate.ErrorRate("errors", 0.01, 0.005, false);
  static final Gate.Latency TTFT =
      new Gate.Latency("ttft", Gate.Span.TTFT, 0.95, null, 1.25, false);

  private static final int RAMPS = 10_000;
  private static final int REQUESTS = 1_000;
  private static final int EVERY = 250;

  private WholeRamps() {}

  /** Share of ramps that a bound on errors rolls back, the candidate being exactly like stable. */
  static double errorsRollBackItsLike(double rate) {
    return rolledBack(
        ERRORS,
        (terms, seed, weight) ->
            new ErrorStep(ERRORS, terms, rate, rate, seed).failsAt(weight, REQUESTS, EVERY));
  }

  /** Share of ramps that a bound on TTFT rolls back. */
  static double ttftRollsBack(double factor) {
    return rolledBack(
        TTFT,
        (terms, seed, weight) ->
            new LatencyStep(TTFT, terms, factor, seed).failsAt(weight, REQUESTS, EVERY));
  }

  /** Requests of the candidate, in hundreds, within which 99% of 2,000 ramps fail at 10%. */
  static int ttftFailsWithin(double factor) {
    int[] at = new int[2_000];
    Terms terms = terms(TTFT, 0);
    Arrays.setAll(at, seed -> new LatencyStep(TTFT, terms, factor, seed).failsAt(10, 4_000, 100));
    Arrays.sort(at);
    return at[at.length * 99 / 100 - 1];
  }

  /** The candidate's requests at the Fail of one step. */
  private interface Step {
    int failsAt(Terms terms, long seed, int weight);
  }

  private static double rolledBack(Gate gate, Step simulated) {
    long rolledBack = IntStream.range(0, RAMPS).filter(ramp -> ends(gate, simulated, ramp)).count();
    return (double) rolledBack / RAMPS;
  }

  private static boolean ends(Gate gate, Step simulated, int ramp) {
    return IntStream.range(0, Fixtures.PLAN.steps().size())
        .anyMatch(
            step ->
                simulated.failsAt(
                        terms(gate, step),
                        1_000_000L + 3L * ramp + step,
                        Fixtures.PLAN.step(step).weightPercent())
                    <= REQUESTS);
  }

  private static Terms terms(Gate gate, int step) {
    return Terms.of(Fixtures.with(new Gates(300, 1, List.of(gate))), step);
  }
}
