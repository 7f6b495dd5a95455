package dev.rampwright.bench.measure;

import dev.rampwright.bench.load.Outcome.Answered;
import dev.rampwright.bench.load.Timing;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Metric;

/**
 * What arrived inside the measured stretch, whichever request it answers: counting by arrival
 * neither credits the stretch with what was answered after it nor debits it with what was on its
 * way when it began.
 */
final class Throughput {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Stretch measured;
  private long answers;
  private double tokens;

  Throughput(Stretch measured) {
    this.measured = measured;
  }

  /** Counts an answer; its tokens are spread evenly from its first to its last content. */
  void record(Answered answered) {
    Timing timing = answered.timing();
    if (measured.contains(timing.last())) {
      answers++;
    }
    tokens += answered.tokens() * measured.shareOf(timing.first(), timing.last());
  }

  Result answers(long now) {
    return result(Metric.REQUESTS_PER_SECOND, (double) answers, now);
  }

  Result tokens(long now) {
    return result(Metric.OUTPUT_TOKENS_PER_SECOND, tokens, now);
  }

  private Result result(Metric metric, double amount, long now) {
    long nanos = measured.until(now).nanos();
    if (nanos == 0) {
      return new Result(metric, metric.unit(), 0, null, null, null, null, null, "not measured yet");
    }
    double perSecond = amount * NANOS_PER_SECOND / nanos;
    return new Result(metric, metric.unit(), answers, perSecond, null, null, null, null, null);
  }
}
