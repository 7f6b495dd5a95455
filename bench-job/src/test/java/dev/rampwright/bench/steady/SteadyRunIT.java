package dev.rampwright.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.bench.http.EventLoop;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.steady.SteadyReport.RevisionCount;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyRunIT {
  private final StopSignal stop = new StopSignal();

  @Test
  void countsOutcomesByRevisionAndKeepsTheFirstFailures() {
    try (ChatServer server =
        ChatServer.start(
            (answer, n) -> {
              answer.header("x-rampwright-revision", n % 10 == 0 ? "candidate" : "stable");
              if (n % 20 == 0) {
                answer.whole(500, "{\"error\":{\"message\":\"broken\"}}");
              } else {
                answer.stream(Duration.ZERO, Duration.ZERO, 2);
              }
            })) {
      SteadyReport report = run("--url=" + server.url(), "--rate=100", "--duration=1");

      assertThat(report.sent()).isEqualTo(100);
      assertThat(report.ok()).isEqualTo(95);
      assertThat(report.failed()).isEqualTo(Map.of("HTTP 500", 5L));
      assertThat(report.revisions())
          .isEqualTo(
              Map.of("stable", new RevisionCount(90, 0), "candidate", new RevisionCount(5, 5)));
      assertThat(report.firstFailures())
          .hasSize(5)
          .allSatisfy(
              failure -> {
                assertThat(failure.detail()).isEqualTo("broken");
                assertThat(failure.revision()).isEqualTo("candidate");
              });
      assertThat(new HashSet<>(server.bodies())).hasSize(100);
    }
  }

  @Test
  void aStopLetsOpenRequestsEnd() {
    try (ChatServer server =
        ChatServer.start(
            (answer, n) -> {
              if (n == 5) {
                stop.request();
              }
              answer.stream(Duration.ofMillis(200), Duration.ofMillis(10), 4);
            })) {
      SteadyReport report = run("--url=" + server.url(), "--rate=50", "--duration=60");

      assertThat(report.sent()).isBetween(6L, 40L);
      assertThat(report.ok()).isEqualTo(report.sent());
      assertThat(report.unfinished()).isZero();
    }
  }

  private SteadyReport run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--model=m";
    try (EventLoop loop = EventLoop.start()) {
      return new SteadyRun(SteadyOptions.parse(all), 1, RunClock.system(), stop, loop).run();
    }
  }
}
