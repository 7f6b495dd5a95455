package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.QuantileSample;
import java.util.OptionalDouble;

/** Judges the speed of streams, the inverse of the time between their tokens. */
final class ThroughputJudge {
  private static final double SECOND = 1_000_000;

  private ThroughputJudge() {}

  static GateVerdict judge(
      Gate.OutputTokensPerSecond gate, Terms terms, Samples candidate, Samples stable) {
    Double min = gate.min();
    Double minRatio = gate.minRatio();
    QuantileJudge judge =
        new QuantileJudge(
            terms,
            sample(gate, candidate),
            sample(gate, stable),
            min == null ? null : SECOND / min,
            minRatio == null ? null : 1 / minRatio);
    return Finding.weightiest(
        gate, terms, judge.findings().stream().map(ThroughputJudge::inverse).toList());
  }

  /** The slow end of the speed is the long end of the time between tokens. */
  private static QuantileSample sample(Gate.OutputTokensPerSecond gate, Samples samples) {
    return QuantileSample.ofStreams(samples.itl(), samples.ttft().total(), 1 - gate.quantile());
  }

  private static Finding inverse(Finding it) {
    Numbers time = it.numbers();
    OptionalDouble stable = time.stable();
    Numbers speed =
        new Numbers(
            time.samples(),
            time.bad(),
            time.samples() == 0 ? 0 : speed(time.value()),
            speed(time.upper()),
            speed(time.lower()),
            speed(time.limit()),
            stable.isPresent() ? OptionalDouble.of(speed(stable.getAsDouble())) : stable);
    Reason reason = it.reason() == Reason.ABOVE_LIMIT ? Reason.BELOW_LIMIT : it.reason();
    return new Finding(reason, speed);
  }

  private static double speed(double micros) {
    return SECOND / micros;
  }
}
