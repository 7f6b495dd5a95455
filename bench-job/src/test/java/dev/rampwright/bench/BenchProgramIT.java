package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.Answer;
import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.bench.fakes.ChatServer.Served;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a real server that knows the truth. */
class BenchProgramIT {
  private static final Duration NONE = Duration.ZERO;
  private static final String KEY = "sk-bench-0123456789";

  private final Path folder;

  BenchProgramIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void measuresWhatTheServerDid() {
    try (ChatServer server =
        ChatServer.start((a, n) -> a.stream(Duration.ofMillis(60), Duration.ofMillis(10), 8))) {
      Specs spec =
          new Specs(server.url()).rate(40).durationMillis(2_000).warmupMillis(500).tokens(8);
      Outcome outcome = run(spec);

      BenchReport report = outcome.report();
      assertThat(report.message()).isEqualTo("80 of 80 requests answered");
      assertThat(outcome.exit()).isEqualTo(ExitCode.COMPLETE);
      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      assertThat(server.served()).hasSize(100);
      double truth = mean(server.served().subList(20, 100), s -> s.first() - s.received());
      assertThat(result(report, Metric.TTFT).mean()).isBetween(truth, truth + 2);
      double gaps = mean(server.served(), s -> (s.last() - s.first()) / 7);
      assertThat(result(report, Metric.TPOT).mean()).isBetween(gaps * 0.3, gaps * 3);
      double whole = mean(server.served(), s -> s.last() - s.received());
      assertThat(result(report, Metric.E2E).mean()).isBetween(whole * 0.9, whole + 2);
      assertThat(result(report, Metric.REQUESTS_PER_SECOND).mean()).isBetween(20.0, 60.0);
      assertThat(result(report, Metric.OUTPUT_TOKENS_PER_SECOND).mean()).isBetween(160.0, 480.0);
    }
  }

  @Test
  void asksADifferentQuestionEachTime() {
    try (ChatServer server = ChatServer.start((a, n) -> a.stream(NONE, NONE, 4))) {
      run(new Specs(server.url()).rate(100).durationMillis(1_000));

      assertThat(new HashSet<>(server.bodies())).hasSize(100);
      assertThat(server.bodies())
          .allSatisfy(
              body ->
                  assertThat(body)
                      .contains("\"model\":\"m\"", "\"stream\":true", "\"ignore_eos\":true")
                      .contains("\"max_tokens\":4", "\"include_usage\":true"));
    }
  }

  @Test
  void aFrozenServerShowsInTheTail() {
    AtomicLong thaw = new AtomicLong();
    try (ChatServer server =
        ChatServer.start(
            (answer, n) -> {
              if (n == 50) {
                thaw.set(System.nanoTime() + 1_000_000_000);
              }
              if (n >= 50) {
                Answer.waitUntil(thaw.get());
              }
              answer.stream(NONE, NONE, 4);
            })) {
      BenchReport report = run(new Specs(server.url()).rate(50).durationMillis(3_000)).report();

      Result e2e = result(report, Metric.E2E);
      assertThat(report.phase()).isEqualTo(Phase.COMPLETE);
      // Fifty of 150 requests were meant to leave within the freeze, half of them in its first
      // half.
      assertThat(e2e.p95()).isGreaterThan(0.5);
      assertThat(e2e.p95()).isGreaterThan(e2e.p50());
    }
  }

  @Test
  void aTargetThatDoesNotKnowTheModelIsInvalid() {
    try (ChatServer server =
        ChatServer.start(
            (a, n) ->
                a.whole(404, "{\"error\":{\"message\":\"The model `m` does not exist.\"}}"))) {
      Outcome outcome = run(new Specs(server.url()));

      assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
      assertThat(outcome.report().phase()).isEqualTo(Phase.INVALID);
      assertThat(outcome.report().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(outcome.report().message())
          .isEqualTo(
              "all 3 probe requests failed: HTTP 404 (3): The model `m` does not exist.; check"
                  + " target.url and model");
    }
  }

  @Test
  void aTargetThatOnlyAnswersTheProbeIsInvalid() {
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> {
              if (n < 0) {
                a.whole(200, "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}");
              } else {
                a.whole(404, "no such page");
              }
            })) {
      Outcome outcome = run(new Specs(server.url()).rate(40).durationMillis(1_000));

      assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
      assertThat(outcome.report().message())
          .isEqualTo(
              "all 40 requests failed: HTTP 404 (40), for example: no such page; check target.url"
                  + " and model");
      assertThat(outcome.report().requests().errors()).isEqualTo(Map.of("HTTP 404", 40L));
    }
  }

  @Test
  void everyRequestCarriesTheKeyAndNothingElseDoes() throws IOException {
    Path key = Files.writeString(folder.resolve("api-key"), KEY + "\n");
    try (ChatServer server = ChatServer.start((a, n) -> a.stream(NONE, NONE, 4))) {
      Outcome outcome = run(new Specs(server.url()).key(key));

      assertThat(outcome.report().verdict()).isEqualTo(Verdict.PASS);
      assertThat(server.credentials()).hasSize(41).containsOnly("Bearer " + KEY);
      assertThat(server.bodies()).noneMatch(body -> body.contains(KEY));
      assertThat(outcome.lines()).noneMatch(line -> line.contains(KEY));
    }
  }

  @Test
  void withoutAKeyNoCredentialIsSent() {
    try (ChatServer server = ChatServer.start((a, n) -> a.stream(NONE, NONE, 4))) {
      run(new Specs(server.url()));

      assertThat(server.credentials()).hasSize(41).containsOnly("null");
    }
  }

  @Test
  void aServerThatRepeatsTheKeyDoesNotGetItIntoTheReport() throws IOException {
    Path key = Files.writeString(folder.resolve("api-key"), KEY);
    String words = "x".repeat(180) + " wrong: " + KEY;
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> a.whole(401, "{\"error\":{\"message\":\"%s is wrong\"}}".formatted(KEY)))) {
      Outcome outcome = run(new Specs(server.url()).key(key));

      assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
      assertThat(outcome.report().message())
          .isEqualTo(
              "all 3 probe requests failed: HTTP 401 (3): *** is wrong; check"
                  + " target.apiKeySecretKeyRef, and that its key is one of the target's");
      assertThat(outcome.lines()).noneMatch(line -> line.contains(KEY));
    }
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> a.whole(n < 0 ? 500 : 401, "{\"error\":\"%s\"}".formatted(words)))) {
      Outcome outcome = run(new Specs(server.url()).key(key));

      assertThat(outcome.report().message()).contains("xxx wrong: ***...");
      assertThat(outcome.lines()).noneMatch(line -> line.contains(KEY.substring(0, 6)));
    }
  }

  @Test
  void aKeyThatIsNotThereIsABadSpec() {
    Path nowhere = folder.resolve("nowhere");
    try (ChatServer server = ChatServer.start((a, n) -> a.stream(NONE, NONE, 4))) {
      Outcome outcome = run(new Specs(server.url()).key(nowhere));

      assertThat(outcome.exit()).isEqualTo(ExitCode.BAD_SPEC);
      assertThat(outcome.report().message()).contains("cannot read the API key", "nowhere");
      assertThat(server.credentials()).isEmpty();
    }
  }

  @Test
  void nobodyListeningIsInvalid() throws IOException {
    String url = "http://127.0.0.1:" + freePort();

    Outcome outcome = run(new Specs(url));

    assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
    assertThat(outcome.report().message())
        .startsWith("cannot connect to " + url + ": ConnectException: Connection refused")
        .endsWith("check target.url");
  }

  @Test
  void anUnknownHostIsInvalid() {
    Outcome outcome = run(new Specs("http://no-such-host.invalid"));

    assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
    assertThat(outcome.report().message())
        .startsWith("cannot connect to http://no-such-host.invalid: UnknownHostException");
  }

  @Test
  void truncatedStreamsFailTheRun() {
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> {
              if (n % 4 == 3) {
                a.truncated(NONE, NONE, 3);
              } else {
                a.stream(NONE, NONE, 4);
              }
            })) {
      BenchReport report = run(new Specs(server.url()).rate(40).durationMillis(1_000)).report();

      assertThat(report.phase()).isEqualTo(Phase.COMPLETE);
      assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(report.requests().errors()).isEqualTo(Map.of("truncated stream", 10L));
      assertThat(report.message()).contains("no criterion allows errors");
    }
  }

  @Test
  void anAllowanceForErrorsLetsTheRunPass() {
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> {
              if (n % 20 == 0) {
                a.whole(503, "");
              } else {
                a.stream(NONE, NONE, 4);
              }
            })) {
      Specs spec =
          new Specs(server.url())
              .rate(40)
              .durationMillis(1_000)
              .criteria(new Criterion("errors", Metric.ERROR_RATE, null, 0.1));

      BenchReport report = run(spec).report();

      assertThat(report.verdict()).isEqualTo(Verdict.PASS);
      assertThat(report.requests().errors()).isEqualTo(Map.of("HTTP 503", 2L));
      assertThat(result(report, Metric.ERROR_RATE).mean()).isEqualTo(0.05);
    }
  }

  @Test
  void anUnstreamedRunHasEndToEndTimesOnly() {
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"abc\"}}],\"usage\":{\"completion_tokens\":4}}";
    try (ChatServer server = ChatServer.start((a, n) -> a.whole(200, answer))) {
      BenchReport report = run(new Specs(server.url()).unstreamed().rate(40)).report();

      assertThat(report.phase()).isEqualTo(Phase.COMPLETE);
      assertThat(result(report, Metric.E2E).n()).isEqualTo(40);
      assertThat(result(report, Metric.TTFT).absent())
          .isEqualTo("exists only for streamed answers");
      assertThat(result(report, Metric.OUTPUT_TOKENS_PER_SECOND).mean()).isPositive();
    }
  }

  @Test
  void waitsForATargetThatIsComingUp() {
    List<Integer> probes = new ArrayList<>();
    try (ChatServer server =
        ChatServer.start(
            (a, n) -> {
              if (n < 0) {
                probes.add(n);
              }
              if (probes.size() < 2) {
                a.whole(503, "{\"error\":{\"message\":\"Loading model\"}}");
              } else {
                a.stream(NONE, NONE, 4);
              }
            })) {
      BenchReport report =
          Outcome.patiently(folder, new Specs(server.url()), Duration.ofMinutes(1)).report();

      assertThat(report.verdict()).as(report.message()).isEqualTo(Verdict.PASS);
      assertThat(probes).hasSize(2);
    }
  }

  private Outcome run(Specs spec) {
    return Outcome.of(folder, spec, Map.of());
  }

  private static Result result(BenchReport report, Metric metric) {
    return report.results().stream().filter(r -> r.metric() == metric).findFirst().orElseThrow();
  }

  private static double mean(List<Served> served, ToLongFunction<Served> nanos) {
    return served.stream().mapToLong(nanos).average().orElseThrow() / 1e9;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
