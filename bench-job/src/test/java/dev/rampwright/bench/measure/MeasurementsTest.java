package dev.rampwright.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rampwright.bench.load.Departure;
import dev.rampwright.bench.load.Head;
import dev.rampwright.bench.load.Outcome;
import dev.rampwright.bench.load.Timing;
import dev.rampwright.bench.schedule.PlannedRequest;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementsTest {
  private static final long MS = 1_000_000;
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final long SECOND = 1_000 * MS;

  private final Measurements measurements =
      new Measurements(true, new Stretch(0, 10 * SECOND), LIMIT);

  @Test
  void latenciesCountFromTheIntendedTime() {
    // Meant for 1 s, sent 0.4 s late, first content 0.1 s after that, 4 tokens in 0.3 s.
    answered(1_000 * MS, 1_400 * MS, 1_500 * MS, 1_800 * MS, 4);

    assertThat(result(Metric.TTFT).mean()).isEqualTo(0.5, within(1e-9));
    assertThat(result(Metric.E2E).mean()).isEqualTo(0.8, within(1e-9));
    assertThat(result(Metric.TPOT).mean()).isEqualTo(0.1, within(1e-9));
  }

  @Test
  void anAnswerOfOneTokenHasNoTimePerToken() {
    answered(0, 0, 100 * MS, 100 * MS, 1);

    assertThat(result(Metric.TPOT).n()).isZero();
    assertThat(result(Metric.TPOT).absent()).isEqualTo("no answer of at least 2 tokens");
    assertThat(result(Metric.TTFT).n()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "9, false, false, false, false",
    "10, true, false, false, false",
    "63, true, false, false, false",
    "64, true, true, false, false",
    "129, true, true, false, false",
    "130, true, true, true, false",
    "661, true, true, true, false",
    "662, true, true, true, true"
  })
  void aPercentileNeedsItsSamples(int n, boolean p50, boolean p90, boolean p95, boolean p99) {
    for (int i = 0; i < n; i++) {
      answered(0, 0, MS, (i + 1) * MS, 2);
    }

    Result e2e = result(Metric.E2E);
    assertThat(e2e.p50() != null).isEqualTo(p50);
    assertThat(e2e.p90() != null).isEqualTo(p90);
    assertThat(e2e.p95() != null).isEqualTo(p95);
    assertThat(e2e.p99() != null).isEqualTo(p99);
    assertThat(e2e.absent() == null).isEqualTo(p99);
    if (!p99) {
      assertThat(e2e.absent()).endsWith("p99 needs 662 samples, has " + n);
    }
  }

  @Test
  void percentilesAreThoseOfTheSamples() {
    for (int i = 1; i <= 1_000; i++) {
      answered(0, 0, MS, i * MS, 2);
    }

    Result e2e = result(Metric.E2E);
    assertThat(e2e.p50()).isEqualTo(0.5, within(0.001));
    assertThat(e2e.p90()).isEqualTo(0.9, within(0.001));
    assertThat(e2e.p99()).isEqualTo(0.99, within(0.001));
    assertThat(e2e.mean()).isEqualTo(0.5005, within(1e-9));
  }

  @Test
  void throughputCountsWhatArrivesInTheMeasuredStretch() {
    Measurements late = new Measurements(true, new Stretch(2 * SECOND, 4 * SECOND), LIMIT);
    Departure warmup = departure(0, false);
    Departure measured = departure(3 * SECOND, true);

    // Half of the ten tokens before the stretch, half in it; then all after it.
    late.concluded(warmup, answer(new Timing(0, 0, SECOND, 3 * SECOND), 10));
    late.concluded(measured, answer(new Timing(3 * SECOND, 0, 5 * SECOND, 6 * SECOND), 10));

    Snapshot snapshot = late.snapshot(10 * SECOND);
    assertThat(snapshot.result(Metric.OUTPUT_TOKENS_PER_SECOND).mean())
        .isEqualTo(2.5, within(1e-9));
    assertThat(snapshot.result(Metric.REQUESTS_PER_SECOND).mean()).isEqualTo(0.5, within(1e-9));
    assertThat(snapshot.requests().succeeded()).isEqualTo(1);
  }

  @Test
  void warmupIsInvisibleButForItsThroughput() {
    measurements.sent(departure(0, false), 50 * MS);
    measurements.concluded(departure(0, false), new Outcome.Failed(null, "ConnectException", ""));

    assertThat(snapshot().requests().sent()).isZero();
    assertThat(snapshot().requests().failed()).isZero();
    assertThat(snapshot().lateness()).isEqualTo(new Lateness(0, 0, 0, LIMIT));
  }

  @Test
  void failuresAreCountedByKindWithOneExampleEach() {
    failed("HTTP 500", "first");
    failed("HTTP 500", "second");
    failed("ConnectException", "refused");
    answered(0, 0, MS, MS, 2);

    assertThat(snapshot().requests().errors())
        .containsEntry("HTTP 500", 2L)
        .containsEntry("ConnectException", 1L);
    assertThat(snapshot().failures())
        .containsExactly(
            new FailureExample("HTTP 500", "first"),
            new FailureExample("ConnectException", "refused"));
    assertThat(result(Metric.ERROR_RATE).mean()).isEqualTo(0.75);
  }

  @Test
  void theKindsOfFailuresAreBounded() {
    for (int i = 0; i < 100; i++) {
      failed("kind " + i, "");
    }

    assertThat(snapshot().requests().errors()).hasSize(21).containsEntry("others", 80L);
    assertThat(snapshot().requests().failed()).isEqualTo(100);
  }

  @Test
  void lateSendsAreCounted() {
    measurements.sent(departure(0, true), MS);
    measurements.sent(departure(0, true), MS + 1);
    measurements.sent(departure(0, true), 20 * MS + 1);

    assertThat(snapshot().lateness()).isEqualTo(new Lateness(3, 2, 1, LIMIT));
    assertThat(snapshot().requests().late()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "10, 1, true",
    "10, 2, false",
    "100, 5, true",
    "100, 6, false",
    "0, 0, true"
  })
  void fivePercentMayBeTooLate(long sent, long tooLate, boolean acceptable) {
    assertThat(new Lateness(sent, tooLate, tooLate, LIMIT).acceptable()).isEqualTo(acceptable);
  }

  @Test
  void replayedAndUncountedAnswersAreNoticed() {
    measurements.concluded(
        departure(0, true),
        new Outcome.Answered(new Head(200, null, true), new Timing(0, 0, 1, 2), 3, false));

    assertThat(snapshot().replayed()).isEqualTo(1);
    assertThat(snapshot().uncounted()).isEqualTo(1);
  }

  private void answered(long intended, long sent, long first, long last, long tokens) {
    measurements.sent(departure(intended, true), sent);
    measurements.concluded(
        departure(intended, true), answer(new Timing(intended, sent, first, last), tokens));
  }

  private void failed(String kind, String detail) {
    measurements.concluded(departure(0, true), new Outcome.Failed(null, kind, detail));
  }

  private static Outcome answer(Timing timing, long tokens) {
    return new Outcome.Answered(new Head(200, null, false), timing, tokens, true);
  }

  private static Departure departure(long intended, boolean measured) {
    return new Departure(new PlannedRequest(0, intended, measured), intended);
  }

  private Snapshot snapshot() {
    return measurements.snapshot(10 * SECOND);
  }

  private Result result(Metric metric) {
    return snapshot().result(metric);
  }
}
