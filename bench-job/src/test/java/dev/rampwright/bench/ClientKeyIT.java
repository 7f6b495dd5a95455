package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a real sidecar that demands keys. */
class ClientKeyIT {
  private static final String KEY = "key-of-the-benchmark-0123456789";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChatServer engine =
      ChatServer.start((a, n) -> a.stream(Duration.ZERO, Duration.ZERO, 4));
  private final Path folder;
  private final SidecarProcess sidecar;

  ClientKeyIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    SidecarConfig config =
        SidecarProcess.before(engine.port())
            .withAuth(
                ClientAuth.by(
                    new ClientAuth.ApiKeys(
                        Map.of(Digests.apiKey(SidecarProcess.ADMIN_TOKEN, KEY), "bench"))));
    this.sidecar = SidecarProcess.start(Files.createDirectory(folder.resolve("pod")), config);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void isLetInByItsKeyWhichEndsThere() throws IOException {
    Outcome outcome = run(new Specs(sidecar.url()).key(keyFile(KEY)));

    assertThat(outcome.report().verdict()).as(outcome.report().message()).isEqualTo(Verdict.PASS);
    assertThat(outcome.report().message()).isEqualTo("40 of 40 requests answered");
    assertThat(engine.credentials()).hasSize(41).containsOnly("null");
    assertThat(sidecar.log()).doesNotContain(KEY);
  }

  @Test
  void isTurnedAwayWithoutAKey() throws IOException {
    assertTurnedAway(run(new Specs(sidecar.url())));
  }

  @Test
  void isTurnedAwayWithAnotherKey() throws IOException {
    Outcome outcome = run(new Specs(sidecar.url()).key(keyFile("key-of-nobody-0123456789")));

    assertTurnedAway(outcome);
    assertThat(outcome.lines()).noneMatch(line -> line.contains("key-of-nobody"));
  }

  private void assertTurnedAway(Outcome outcome) {
    assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
    assertThat(outcome.report().phase()).isEqualTo(Phase.INVALID);
    assertThat(outcome.report().message())
        .startsWith("all 3 probe requests failed: HTTP 401 (3)")
        .contains("check target.apiKeySecretKeyRef");
    assertThat(engine.credentials()).isEmpty();
  }

  private Outcome run(Specs spec) {
    return Outcome.patiently(folder, spec, PATIENCE);
  }

  private Path keyFile(String key) throws IOException {
    return Files.writeString(folder.resolve("api-key"), key + "\n");
  }
}
