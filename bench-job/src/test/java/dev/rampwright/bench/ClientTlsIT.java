package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ChatServer;
import dev.rampwright.bench.fakes.SelfSigned;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a real sidecar that serves by TLS only, under a name that is not its own. */
class ClientTlsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For a target that will not become right, and is asked again until then. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private final ChatServer engine =
      ChatServer.start((a, n) -> a.stream(Duration.ZERO, Duration.ZERO, 4));
  private final Path folder;
  private final Path certificate;
  private final SidecarProcess sidecar;

  ClientTlsIT(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path pod = Files.createDirectory(folder.resolve("pod"));
    this.certificate = pod.resolve(SidecarFiles.SERVING_CERTIFICATE);
    SelfSigned web = signed("web");
    web.exportTo(certificate);
    web.exportKeyTo(pod.resolve(SidecarFiles.SERVING_KEY));
    SidecarConfig config =
        SidecarProcess.before(engine.port())
            .withServing(SidecarConfig.Serving.UNBOUNDED.byTlsOnly());
    this.sidecar = SidecarProcess.start(pod, config);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void believesTheCertificateThatItIsGivenAndNoOther() throws Exception {
    Outcome good = run(new Specs(sidecar.tlsUrl()).certificate(certificate));
    assertThat(good.report().verdict()).as(good.report().message()).isEqualTo(Verdict.PASS);

    Path another = folder.resolve("another.crt");
    signed("another").exportTo(another);
    Outcome bad = Outcome.patiently(folder, new Specs(sidecar.tlsUrl()).certificate(another), SOON);
    assertThat(bad.exit()).isEqualTo(ExitCode.INVALID);
    assertThat(bad.report().message()).contains("is not the one in " + another);
  }

  @Test
  void isTurnedAwayInClearText() throws Exception {
    Outcome outcome = run(new Specs(sidecar.url()));

    assertThat(outcome.exit()).isEqualTo(ExitCode.INVALID);
    assertThat(outcome.report().message()).contains("HTTP 403");
  }

  private SelfSigned signed(String name) throws Exception {
    return SelfSigned.create(Files.createDirectory(folder.resolve(name)), "dns:chat.example.com");
  }

  private Outcome run(Specs spec) {
    return Outcome.patiently(folder, spec, PATIENCE);
  }
}
