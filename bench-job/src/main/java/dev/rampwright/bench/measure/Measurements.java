package dev.rampwright.bench.measure;

import dev.rampwright.bench.load.Departure;
import dev.rampwright.bench.load.LoadObserver;
import dev.rampwright.bench.load.Outcome;
import dev.rampwright.bench.load.Outcome.Answered;
import dev.rampwright.bench.load.Outcome.Failed;
import dev.rampwright.bench.load.Timing;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.time.Duration;
import java.util.List;

/** What a run observed so far. Belongs to the run's loop. */
public final class Measurements implements LoadObserver {
  private final boolean streamed;
  private final Throughput throughput;
  private final LatencyDistribution ttft = new LatencyDistribution(Metric.TTFT);
  private final LatencyDistribution tpot = new LatencyDistribution(Metric.TPOT);
  private final LatencyDistribution e2e = new LatencyDistribution(Metric.E2E);
  private final Failures failures = new Failures();
  private Lateness lateness;
  private long succeeded;
  private long replayed;
  private long uncounted;

  /**
   * Nothing measured yet.
   *
   * @param streamed whether answers are streamed
   * @param measured the stretch that counts, on the clock of the departures
   * @param tooLate sends later than this count against the client
   */
  public Measurements(boolean streamed, Stretch measured, Duration tooLate) {
    this.lateness = Lateness.none(tooLate);
    this.streamed = streamed;
    this.throughput = new Throughput(measured);
  }

  @Override
  public void sent(Departure departure, long sentNanos) {
    if (!departure.request().measured()) {
      return;
    }
    lateness = lateness.plus(sentNanos - departure.intendedNanos());
  }

  @Override
  public void concluded(Departure departure, Outcome outcome) {
    boolean measured = departure.request().measured();
    switch (outcome) {
      case Answered answered -> {
        throughput.record(answered);
        if (measured) {
          answered(answered);
        }
      }
      case Failed failed -> {
        if (measured) {
          failures.record(failed);
        }
      }
    }
  }

  private void answered(Answered answered) {
    succeeded++;
    replayed += answered.head().replayed() ? 1 : 0;
    uncounted += answered.tokensCounted() ? 0 : 1;
    Timing timing = answered.timing();
    e2e.add((double) (timing.last() - timing.intended()));
    if (streamed) {
      ttft.add((double) (timing.first() - timing.intended()));
      if (answered.tokens() > 1) {
        tpot.add((timing.last() - timing.first()) / (double) (answered.tokens() - 1));
      }
    }
  }

  /** What was measured until {@code nowNanos}. */
  public Snapshot snapshot(long nowNanos) {
    return new Snapshot(
        new Requests(
            lateness.sent(), succeeded, failures.total(), failures.counts(), lateness.late()),
        results(nowNanos),
        lateness,
        failures.examples(),
        replayed,
        uncounted,
        e2e.maxSeconds());
  }

  private List<Result> results(long nowNanos) {
    String unstreamed = "exists only for streamed answers";
    return List.of(
        ttft.result(streamed ? "no request was answered" : unstreamed),
        tpot.result(streamed ? "no answer of at least 2 tokens" : unstreamed),
        e2e.result("no request was answered"),
        errorRate(),
        throughput.tokens(nowNanos),
        throughput.answers(nowNanos));
  }

  private Result errorRate() {
    long ended = succeeded + failures.total();
    Double rate = ended == 0 ? null : failures.total() / (double) ended;
    String absent = ended == 0 ? "no request has ended" : null;
    Metric metric = Metric.ERROR_RATE;
    return new Result(metric, metric.unit(), ended, rate, null, null, null, null, absent);
  }
}
