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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's Valkey, whose certificate is of our authority and renewed while it runs. */
class ManagedValkeyIT {
  private static final String HOST = "localhost";

  private final TestEngine engine = new TestEngine();
  private final Path folder;
  private final int port = RedisProgram.anyPort();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();

  ManagedValkeyIT(@TempDir Path folder) {
    this.folder = folder;
    open.add(engine);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void aRenewalCostsNoEntry() throws Exception {
    serve(TestSidecar.AUTHORITY.issue(HOST));
    TestSidecar first = start();
    String entry = awaitReplay(first, start());

    mount(TestSidecar.AUTHORITY.issue(HOST));
    reload();

    TestSidecar later = start();
    await().until(later::usesSecondLevel);
    assertThat(status(later, entry)).as("by the renewed certificate").endsWith("detail=redis");
    awaitReplay(first, later);
  }

  @Test
  void nobodyElsesAuthorityIsBelievedUntilItIsOurs() throws Exception {
    TestAuthority next = new TestAuthority("Rampwright of the next year");
    serve(next.issue(HOST));
    TestSidecar sidecar = start();
    assertThat(sidecar.chat(ask()).statusCode()).isEqualTo(200);
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

    assertThat(sidecar.chat(ask()).statusCode()).isEqualTo(200);
    assertThat(sidecar.usesSecondLevel()).isFalse();
  }

  @Test
  void theFirstReleasesIsSpokenToInClearText() {
    RedisServer clear = new RedisServer(port);
    open.add(clear);
    TestSidecar sidecar = start(clear.address());
    await().until(sidecar::usesSecondLevel);
  }

  private void serve(Credentials server) {
    mount(server);
    open.add(
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
    return start(new RedisConfig(HOST, port).withTls());
  }

  private TestSidecar start(RedisConfig redis) {
    TestSidecar sidecar =
        TestSidecar.start(
            folder, TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(redis)));
    open.add(sidecar);
    return sidecar;
  }

  /** What one process keeps, another one finds; gives what was asked. */
  private String awaitReplay(TestSidecar one, TestSidecar other) {
    await().until(() -> one.usesSecondLevel() && other.usesSecondLevel());
    List<String> kept = new ArrayList<>();
    await()
        .until(
            () -> {
              kept.add(ask());
              one.chat(kept.getLast());
              return kept.size() > 1
                  && status(other, kept.get(kept.size() - 2)).endsWith("detail=redis");
            });
    return kept.getFirst();
  }

  private String ask() {
    return "{\"temperature\":0,\"messages\":[{\"content\":\"%d\"}]}"
        .formatted(asked.incrementAndGet());
  }

  private static String status(TestSidecar sidecar, String json) {
    return sidecar.chat(json).headers().firstValue("Cache-Status").orElse("");
  }
}
