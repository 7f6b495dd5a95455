package dev.rampwright.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.load.LoadEnd;
import dev.rampwright.bench.measure.FailureExample;
import dev.rampwright.bench.measure.Lateness;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final Criterion TTFT_P95 = new Criterion("ttft-p95", Metric.TTFT, 0.95, 0.5);
  private static final Criterion TTFT_P50 = new Criterion("ttft-p50", Metric.TTFT, 0.5, 0.5);
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final Criterion ERRORS = new Criterion("errors", Metric.ERROR_RATE, null, 0.05);

  @Test
  void withoutCriteriaAndErrorsARunPasses() {
    Judgement judgement = judge(measured(100, 0));

    assertThat(judgement.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
    assertThat(judgement.message()).isEqualTo("100 of 100 requests answered");
  }

  @Test
  void oneErrorFailsARunThatNoCriterionAllowsItTo() {
    Judgement judgement = judge(measured(99, 1), TTFT_P50);

    assertThat(judgement.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.message())
        .isEqualTo("99 of 100 requests answered; failed: HTTP 500 (1); no criterion allows errors");
  }

  @Test
  void anErrorRateWithinItsBoundIsAllowed() {
    assertThat(judge(measured(99, 1), ERRORS).verdict()).isEqualTo(Verdict.PASS);
    assertThat(judge(measured(90, 10), ERRORS).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void everyBoundOnTheErrorRateMustHold() {
    Criterion stricter = new Criterion("none", Metric.ERROR_RATE, null, 0);

    assertThat(judge(measured(99, 1), ERRORS, stricter).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void errorsOutweighAnAbsentPercentile() {
    assertThat(judge(measured(99, 1), TTFT_P95).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void anAbsentPercentileIsInconclusive() {
    Judgement judgement = judge(measured(100, 0), TTFT_P50, TTFT_P95);

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.criteria().get(1))
        .isEqualTo(
            new CriterionResult(
                "ttft-p95", null, 0.5, Verdict.INCONCLUSIVE, "p95 needs 130 samples, has 100"));
    assertThat(judgement.message()).endsWith("; ttft-p95: p95 needs 130 samples, has 100");
  }

  @Test
  void aBrokenBoundOutweighsAnAbsentPercentile() {
    Criterion tight = new Criterion("tight", Metric.TTFT, 0.5, 0.05);

    assertThat(judge(measured(100, 0), TTFT_P95, tight).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "TTFT, 0.5, 0.1, PASS, TTFT p50 0.1000 s is at most 0.1000",
    "TTFT, 0.5, 0.09, FAIL, TTFT p50 0.1000 s is above 0.09000",
    "TTFT, , 0.2, PASS, TTFT mean 0.2000 s is at most 0.2000",
    "REQUESTS_PER_SECOND, , 10, PASS, REQUESTS_PER_SECOND mean 10.00 requests/s is at least 10.00",
    "REQUESTS_PER_SECOND, , 11, FAIL, REQUESTS_PER_SECOND mean 10.00 requests/s is below 11.00"
  })
  void aBoundIsComparedInItsMetricsSense(
      Metric metric, Double quantile, double limit, Verdict verdict, String message) {
    Judgement judgement = judge(measured(100, 0), new Criterion("c", metric, quantile, limit));

    assertThat(judgement.criteria())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(verdict);
              assertThat(result.message()).isEqualTo(message);
            });
  }

  @Test
  void aMetricThatWasNotMeasuredIsInconclusive() {
    Judgement judgement = judge(measured(100, 0), new Criterion("c", Metric.TPOT, null, 1));

    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.criteria().getFirst().message()).isEqualTo("TPOT: nothing measured");
  }

  @Test
  void aRunWithoutASingleAnswerIsInvalid() {
    Judgement judgement = judge(measured(0, 40), ERRORS);

    assertThat(judgement.phase()).isEqualTo(Phase.INVALID);
    assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judgement.message())
        .isEqualTo(
            "all 40 requests failed: HTTP 500 (40), for example: in its own words; check"
                + " target.url and model");
    assertThat(judgement.criteria())
        .allSatisfy(c -> assertThat(c.message()).isEqualTo("the run is invalid"));
  }

  @Test
  void aRunThatMeasuredNothingIsInvalid() {
    assertThat(judge(Snapshot.NONE).message()).startsWith("no request fell into");
  }

  @Test
  void aClientThatCouldNotKeepUpMakesTheRunInvalid() {
    Snapshot lagging =
        new Snapshot(
            new Requests(100, 100, 0, Map.of(), 30),
            List.of(),
            new Lateness(100, 30, 6, LIMIT),
            List.of(),
            0,
            0,
            1);

    Judgement judgement = judge(lagging);

    assertThat(judgement.phase()).isEqualTo(Phase.INVALID);
    assertThat(judgement.message())
        .startsWith("client could not keep up: 6 of 100 requests left more than 20 ms");
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadEnd.class,
      names = {"INTERRUPTED", "DEADLINE_EXCEEDED"})
  void aRunThatDidNotReachItsEndIsInvalid(LoadEnd end) {
    Judgement judgement = new Judge(List.of()).judge(end, measured(100, 0));

    assertThat(judgement.phase()).isEqualTo(Phase.INVALID);
    assertThat(judgement.verdict()).isNotEqualTo(Verdict.PASS);
  }

  @Test
  void doubtsStandInTheMessage() {
    Snapshot doubtful =
        new Snapshot(
            new Requests(10, 10, 0, Map.of(), 0),
            List.of(),
            new Lateness(10, 0, 0, LIMIT),
            List.of(),
            3,
            4,
            1);

    assertThat(judge(doubtful).message())
        .contains("a response cache gave 3 answers")
        .contains("tokens of 4 answers are chunk counts");
  }

  private static Judgement judge(Snapshot measured, Criterion... criteria) {
    return new Judge(List.of(criteria)).judge(LoadEnd.FINISHED, measured);
  }

  private static Snapshot measured(long succeeded, long failed) {
    long sent = succeeded + failed;
    double errorRate = failed / (double) sent;
    return new Snapshot(
        new Requests(
            sent, succeeded, failed, failed == 0 ? Map.of() : Map.of("HTTP 500", failed), 0),
        List.of(
            new Result(Metric.TTFT, "s", succeeded, 0.2, 0.1, 0.3, null, null, "few"),
            new Result(Metric.ERROR_RATE, "1", sent, errorRate, null, null, null, null, null),
            new Result(
                Metric.REQUESTS_PER_SECOND,
                "requests/s",
                sent,
                10.0,
                null,
                null,
                null,
                null,
                null)),
        new Lateness(sent, 0, 0, LIMIT),
        failed == 0 ? List.of() : List.of(new FailureExample("HTTP 500", "in its own words")),
        0,
        0,
        1);
  }
}
