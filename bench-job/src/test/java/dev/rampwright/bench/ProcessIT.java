package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.bench.steady.SteadyClient;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.ContractJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs as processes, and how SIGTERM ends them. */
class ProcessIT {
  private final Path folder;
  private final Path output;

  ProcessIT(@TempDir Path folder) {
    this.folder = folder;
    this.output = folder.resolve("stdout");
  }

  @Test
  void aTerminatedBenchmarkReportsWhatItHasAsInvalid() throws Exception {
    try (ChatServer server = server()) {
      Path spec = folder.resolve("spec.json");
      Files.writeString(
          spec, ContractJson.write(new Specs(server.url()).durationMillis(50_000).build()));
      Process process =
          start(
              builder -> builder.environment().put(BenchProgram.SPEC, spec.toString()),
              BenchJob.class);
      awaitRequests(server, 20);

      process.destroy();

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INVALID.code());
      BenchReport report = Outcome.reportOf(lines().getLast());
      assertThat(report.phase()).isEqualTo(Phase.INVALID);
      assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(report.message()).startsWith("interrupted");
      assertThat(report.requests().succeeded()).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void aTerminatedSteadyClientSaysWhatItSaw() throws Exception {
    try (ChatServer server = server()) {
      Process process =
          start(
              builder -> {},
              SteadyClient.class,
              "--url=" + server.url(),
              "--model=m",
              "--rate=40",
              "--duration=50");
      awaitRequests(server, 20);

      process.destroy();

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(lines().getLast())
          .startsWith("{\"failed\":{},\"firstFailures\":[]")
          .contains("\"unfinished\":0");
    }
  }

  @Test
  void aBadSpecEndsWithCodeTwo() throws Exception {
    Process process =
        start(
            builder -> builder.environment().put(BenchProgram.SPEC, folder + "/none.json"),
            BenchJob.class);

    assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(lines().getLast()).contains("no spec at");
  }

  private static ChatServer server() {
    return ChatServer.start((a, n) -> a.stream(Duration.ZERO, Duration.ZERO, 4));
  }

  private static void awaitRequests(ChatServer server, int n) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.served().size() >= n);
  }

  private Process start(Setup setup, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(output.toFile());
    builder.redirectError(new File("/dev/null"));
    setup.apply(builder);
    return builder.start();
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(output);
  }

  private interface Setup {
    void apply(ProcessBuilder builder);
  }
}
