package dev.rampwright.operator.benchmarkrun.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.operator.benchmarkrun.Reports;
import dev.rampwright.operator.benchmarkrun.RunStep;
import dev.rampwright.operator.benchmarkrun.Runs;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStatusRuleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");

  private final BenchmarkRun run =
      Runs.withSpec(
          "target: {inferenceServiceRef: {name: chat}}, benchmark: {criteria: [{name: ttft, metric:"
              + " Ttft, target: 500ms}]}");

  @Test
  void waitingIsPendingWithItsReason() {
    BenchmarkRunStatus status = at(new RunStep.Waiting(Reason.TargetNotReady, "not yet"));
    assertThat(status.state()).isEqualTo(RunState.Pending);
    assertThat(status.target()).isEqualTo("chat");
    assertThat(status.startTime()).isNull();
    assertThat(conditions(status))
        .containsExactly("Complete=False/TargetNotReady", "Reconciling=True/TargetNotReady");
  }

  @Test
  void theFirstReportMakesItRunning() {
    assertThat(at(new RunStep.Running(Optional.empty(), "starts")).state())
        .isEqualTo(RunState.Pending);
    BenchmarkRunStatus status = at(running(40));
    assertThat(status.state()).isEqualTo(RunState.Running);
    assertThat(status.progressPercent()).isEqualTo(40);
    assertThat(status.verdict()).isNull();
    assertThat(status.reportConfigMap()).isEqualTo("smoke-report");
  }

  @Test
  void theStartIsKept() {
    run.setStatus(at(new RunStep.Running(Optional.empty(), "starts")));
    assertThat(at(running(40)).startTime()).isEqualTo("2026-01-01T00:05:00Z");
  }

  @Test
  void theFinalReportIsToldInTheApisWords() {
    run.setStatus(at(running(40)));
    BenchmarkRunStatus status = at(new RunStep.Completed(Reports.of(Phase.COMPLETE, 100)));
    assertThat(status.state()).isEqualTo(RunState.Complete);
    assertThat(status.verdict()).isEqualTo(Verdict.Pass);
    assertThat(status.ttftP95()).isEqualTo("182ms");
    assertThat(status.outputTokensPerSecond()).isEqualTo("31.5");
    assertThat(status.completionTime()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(Optional.ofNullable(status.results()).orElseThrow().getFirst())
        .satisfies(
            result -> {
              assertThat(result.metric()).isEqualTo("Ttft");
              assertThat(result.p95()).isEqualTo("0.1821");
              assertThat(result.p99()).isNull();
              assertThat(result.absent()).contains("p99");
            });
    assertThat(Optional.ofNullable(status.criteria()).orElseThrow().getFirst())
        .satisfies(
            criterion -> {
              assertThat(criterion.value()).isEqualTo("182ms");
              assertThat(criterion.limit()).isEqualTo("500ms");
            });
    assertThat(conditions(status)).containsExactly("Complete=True/BenchmarkComplete");
  }

  @ParameterizedTest
  @CsvSource({"PASS, Pass", "FAIL, Fail", "INCONCLUSIVE, Inconclusive", ", Inconclusive"})
  void verdictsMap(BenchReport.@org.jspecify.annotations.Nullable Verdict said, Verdict told) {
    BenchReport report = Reports.of(Phase.COMPLETE, 100);
    BenchReport changed =
        new BenchReport(
            report.formatVersion(),
            report.phase(),
            report.progressPercent(),
            report.message(),
            report.startTime(),
            report.completionTime(),
            report.requests(),
            report.results(),
            report.criteria(),
            said);
    assertThat(at(new RunStep.Completed(changed)).verdict()).isEqualTo(told);
  }

  @Test
  void aFailureKeepsWhatIsKnownAndGivesNoVerdict() {
    run.setStatus(at(running(40)));
    BenchmarkRunStatus status =
        at(
            new RunStep.Failed(
                Reason.PodFailed, "exit 3", Optional.of(Reports.of(Phase.RUNNING, 40))));
    assertThat(status.state()).isEqualTo(RunState.Failed);
    assertThat(status.verdict()).isNull();
    assertThat(status.requests()).isNotNull();
    assertThat(status.message()).isEqualTo("exit 3");
    assertThat(conditions(status))
        .containsExactly(
            "Complete=False/PodFailed", "Failed=True/PodFailed", "Stalled=True/PodFailed");
  }

  @Test
  void aRunThatNeverBeganHasNoReport() {
    BenchmarkRunStatus status =
        at(new RunStep.Failed(Reason.UrlTargetsNotAllowed, "no", Optional.empty()));
    assertThat(status.startTime()).isNull();
    assertThat(status.reportConfigMap()).isNull();
  }

  @Test
  void aRunThatIsOverKeepsItsStatus() {
    run.setStatus(at(new RunStep.Completed(Reports.of(Phase.COMPLETE, 100))));
    assertThat(at(new RunStep.Over())).isEqualTo(run.getStatus());
  }

  @ParameterizedTest
  @CsvSource({"0.1821, 182ms", "0.0042, 4.2ms", "9.9, 9900ms", "12.34, 12.3s"})
  void latenciesAreWrittenForPeople(double seconds, String text) {
    assertThat(Figures.latency(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "1234567, 1234570", "0.000012345678, 0.0000123457", "3, 3"})
  void numbersHaveSixDigitsAndNoExponent(double value, String text) {
    assertThat(Figures.plain(value)).isEqualTo(text);
  }

  private BenchmarkRunStatus at(RunStep step) {
    return RunStatusRule.status(run, step, NOW).orElseThrow();
  }

  private static RunStep running(int percent) {
    return new RunStep.Running(Optional.of(Reports.of(Phase.RUNNING, percent)), "measuring");
  }

  private static List<String> conditions(BenchmarkRunStatus status) {
    List<Condition> conditions = Optional.ofNullable(status.conditions()).orElseThrow();
    return conditions.stream()
        .map(c -> c.getType() + "=" + c.getStatus() + "/" + c.getReason())
        .toList();
  }
}
