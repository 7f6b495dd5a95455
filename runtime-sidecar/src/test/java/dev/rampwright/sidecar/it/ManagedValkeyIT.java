package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's Valkey, whose certificate is of our authority and renewed while it runs. */
class ManagedValkeyIT {
  private static final String HOST = "localhost";

  private final Path folder;
  private final SecondLevel level;
  private final int port = RedisProgram.anyPort();

  ManagedValkeyIT(@TempDir Path folder) {
    this.folder = folder;
    this.level = new SecondLevel(folder);
  }

  @AfterEach
  void stop() {
    level.close();
  }

  @Test
  void aRenewalCostsNoEntry() throws Exception {
    serve(TestSidecar.AUTHORITY.issue(HOST));
    TestSidecar first = start();
    String entry = level.awaitReplay(first, start());

    mount(TestSidecar.AUTHORITY.issue(HOST));
    reload();

    TestSidecar later = start();
    await().until(later::usesSecondLevel);
    assertThat(SecondLevel.status(later, entry))
        .as("by the renewed certificate")
        .endsWith("detail=redis");
    level.awaitReplay(first, later);
  }

  @Test
  void nobodyElsesAuthorityIsBelievedUntilItIsOurs() throws Exception {
    TestAuthority next = new TestAuthority("Rampwright of the next year");
    serve(next.issue(HOST));
    TestSidecar sidecar = start();
    assertThat(sidecar.chat(level.askNew()).statusCode()).isEqualTo(200);
    assertThat(sidecar.usesSecondLevel()).isFalse();

    Files.writeString(
        folder.resolve(SidecarFiles.TLS_AUTHORITIES),
        Pem.write(List.of(TestSidecar.AUTHORITY.certificate(), next.certificate())));

    await().until(sidecar::usesSecondLevel);
  }

  @Test
  void aSidecarIsNoValkey() {
    serve(TestSidecar.AUTHORITY.issue("chat.default.sidecar.rampwright.internal"));
    TestSidecar sidecar = start();

    assertThat(sidecar.chat(level.askNew()).statusCode()).isEqualTo(200);
    assertThat(sidecar.usesSecondLevel()).isFalse();
  }

  @Test
  void theFirstReleasesIsSpokenToInClearText() {
    RedisServer clear = level.opened(new RedisServer(port));
    TestSidecar sidecar = level.start(clear.address());
    await().until(sidecar::usesSecondLevel);
  }

  private void serve(Credentials server) {
    mount(server);
    level.opened(
        new RedisProgram(
            folder,
            port,
            """
            port 0
            tls-port %d
            tls-cert-file %s
            tls-key-file %s
            tls-auth-clients no
            tls-protocols TLSv1.3
            requirepass %s
            unixsocket %s
            """
                .formatted(
                    port,
                    mounted(SidecarFiles.TLS_CERTIFICATE),
                    mounted(SidecarFiles.TLS_KEY),
                    RedisServer.PASSWORD,
                    socket())));
    await().until(() -> Files.exists(socket()));
  }

  private void mount(Credentials server) {
    try {
      TestAuthority.write(Files.createDirectories(folder.resolve("server")), server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the container beside Valkey does. */
  private void reload() throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
                List.of(
                    "redis-cli",
                    "-e",
                    "-s",
                    socket().toString(),
                    "config",
                    "set",
                    "tls-cert-file",
                    mounted(SidecarFiles.TLS_CERTIFICATE),
                    "tls-key-file",
                    mounted(SidecarFiles.TLS_KEY)))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("reload.log").toFile());
    command.environment().put("REDISCLI_AUTH", RedisServer.PASSWORD);
    assertThat(command.start().waitFor()).isZero();
  }

  private String mounted(String file) {
    return folder.resolve("server").resolve(file).toString();
  }

  private Path socket() {
    return folder.resolve("valkey.sock");
  }

  private TestSidecar start() {
    return level.start(new RedisConfig(HOST, port).withTls());
  }
}
