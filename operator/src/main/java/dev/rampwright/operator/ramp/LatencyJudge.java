package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.sequential.QuantileSample;
import java.time.Duration;
import java.util.OptionalDouble;

/** Judges times in milliseconds. */
final class LatencyJudge {
  private static final double MICROS = 1000;

  private LatencyJudge() {}

  static GateVerdict judge(Gate.Latency gate, Terms terms, Samples candidate, Samples stable) {
    Duration max = gate.max();
    QuantileJudge judge =
        new QuantileJudge(
            terms,
            sample(gate, candidate),
            sample(gate, stable),
            max == null ? null : max.toNanos() / MICROS,
            gate.maxRatio());
    return Finding.weightiest(
        gate,
        terms,
        judge.findings().stream()
            .map(it -> new Finding(it.reason(), milliseconds(it.numbers())))
            .toList());
  }

  private static QuantileSample sample(Gate.Latency gate, Samples samples) {
    return switch (gate.span()) {
      case TTFT -> QuantileSample.of(samples.ttft(), gate.quantile());
      case ITL -> QuantileSample.ofStreams(samples.itl(), samples.ttft().total(), gate.quantile());
      case E2E -> QuantileSample.of(samples.e2e(), gate.quantile());
    };
  }

  private static Numbers milliseconds(Numbers it) {
    OptionalDouble stable = it.stable();
    return new Numbers(
        it.samples(),
        it.bad(),
        it.value() / MICROS,
        it.lower() / MICROS,
        it.upper() / MICROS,
        it.limit() / MICROS,
        stable.isPresent() ? OptionalDouble.of(stable.getAsDouble() / MICROS) : stable);
  }
}
