package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.bench.fakes.ReportApi;
import dev.rampwright.bench.fakes.ReportApi.Call;
import dev.rampwright.bench.report.ApiAccess;
import dev.rampwright.contracts.BenchFiles;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of the report into its ConfigMap. */
class ReportDeliveryIT {
  private final Path folder;

  ReportDeliveryIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("token"), "secret\n");
  }

  @Test
  void theConfigMapFollowsTheRunAndEndsWithItsResult() {
    try (ReportApi api = ReportApi.start();
        ChatServer server = ChatServer.start((a, n) -> a.stream(Duration.ZERO, Duration.ZERO, 4))) {
      Outcome outcome =
          Outcome.of(folder, new Specs(server.url()).durationMillis(2_000), environment(api));

      List<BenchReport> reports = api.reports();
      assertThat(outcome.exit()).isEqualTo(ExitCode.COMPLETE);
      assertThat(reports.getFirst().phase()).isEqualTo(Phase.RUNNING);
      assertThat(reports.getFirst().verdict()).isNull();
      assertThat(reports)
          .as("partial results while it runs")
          .anySatisfy(
              report -> {
                assertThat(report.phase()).isEqualTo(Phase.RUNNING);
                assertThat(report.progressPercent()).isBetween(1, 99);
                assertThat(report.requests().succeeded()).isPositive();
              });
      assertThat(reports.getLast()).isEqualTo(outcome.report());
      assertThat(reports.getLast().verdict()).isEqualTo(Verdict.PASS);
      assertThat(api.calls())
          .containsOnly(
              new Call(
                  "PATCH",
                  "/api/v1/namespaces/default/configmaps/smoke-report",
                  "application/merge-patch+json",
                  "Bearer secret"));
    }
  }

  @Test
  void theLastReportIsTriedUntilItArrives() {
    try (ReportApi api = ReportApi.start();
        ChatServer server =
            ChatServer.start(
                (a, n) -> {
                  if (n == 39) {
                    // More than the one report of progress that may still come.
                    api.failNext(3);
                  }
                  a.stream(Duration.ZERO, Duration.ZERO, 4);
                })) {
      Outcome outcome = Outcome.of(folder, new Specs(server.url()), environment(api));

      assertThat(outcome.exit()).isEqualTo(ExitCode.COMPLETE);
      assertThat(api.reports().getLast().phase()).isEqualTo(Phase.COMPLETE);
      assertThat(outcome.lines()).anyMatch(line -> line.contains("HTTP 500"));
    }
  }

  @Test
  void aBadSpecIsReportedToo() {
    try (ReportApi api = ReportApi.start()) {
      Outcome outcome = Outcome.of(folder, "{\"criteria\":[]}", environment(api));

      assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_SPEC);
      assertThat(api.reports())
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.phase()).isEqualTo(Phase.INVALID);
                assertThat(report.message()).contains("target is missing");
              });
    }
  }

  private Map<String, String> environment(ReportApi api) {
    return Map.of(
        BenchFiles.REPORT_NAMESPACE,
        "default",
        BenchFiles.REPORT_CONFIG_MAP,
        "smoke-report",
        ApiAccess.SERVER,
        api.url(),
        ApiAccess.CREDENTIALS,
        folder.toString());
  }
}
