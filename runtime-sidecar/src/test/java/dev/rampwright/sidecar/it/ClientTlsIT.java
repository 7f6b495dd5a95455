package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.contracts.tls.ServerCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients by TLS, with real handshakes, while the mounted Secret changes. */
class ClientTlsIT {
  private static final TestAuthority PUBLIC = new TestAuthority("the clients'");
  private static final String ASK = "{\"messages\":[]}";

  private static final int CLIENTS = 4;
  private static final int REPLACEMENTS = 5;

  private final TestEngine engine = new TestEngine();
  private final Path folder;
  private final SidecarConfig config;
  private final TestSidecar sidecar;

  ClientTlsIT(@TempDir Path folder) {
    this.folder = folder;
    this.config = TestSidecar.config("aaaaaaaa", engine.port(), null);
    this.sidecar = TestSidecar.start(folder, config);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void thePortOpensWithTheFirstCertificateAndShowsTheNextOneToNewConnectionsOnly()
      throws Exception {
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    assertThat(sidecar.stats().servingCertificate()).isNull();

    Credentials first = PUBLIC.issue("chat.example.com");
    write(first);
    await().until(() -> fingerprint(first).equals(sidecar.stats().servingCertificate()));
    try (TlsConnection old = connect()) {
      assertThat(old.shown()).isEqualTo(first.certificate());
      assertThat(old.get("/health")).isEqualTo("HTTP/1.1 200 OK");

      Credentials second = PUBLIC.issue("chat.example.com");
      write(second);
      await().until(() -> fingerprint(second).equals(sidecar.stats().servingCertificate()));

      assertThat(shownNow()).isEqualTo(second.certificate());
      assertThat(old.get("/health")).isEqualTo("HTTP/1.1 200 OK");
      assertThat(old.shown()).isEqualTo(first.certificate());
    }
    assertThat(Files.readString(folder.resolve(SidecarFiles.SERVING_KEY)).lines())
        .noneMatch(line -> sidecar.log().contains(line));
  }

  @Test
  void nobodyIsTurnedAwayWhoComesWhileItIsReplaced() throws Exception {
    write(PUBLIC.issue("chat.example.com"));
    await().until(() -> sidecar.stats().servingCertificate() != null);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger came = new AtomicInteger();
    Queue<Exception> turnedAway = new ConcurrentLinkedQueue<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(
            () -> {
              while (!over.get()) {
                try (TlsConnection client = connect()) {
                  assertThat(client.get("/health")).isEqualTo("HTTP/1.1 200 OK");
                  came.incrementAndGet();
                } catch (Exception e) {
                  turnedAway.add(e);
                }
              }
            });
      }
      for (int i = 0; i < REPLACEMENTS; i++) {
        Credentials next = PUBLIC.issue("chat.example.com");
        write(next);
        await().until(() -> fingerprint(next).equals(sidecar.stats().servingCertificate()));
      }
      over.set(true);
    }
    assertThat(turnedAway).isEmpty();
    assertThat(came).hasValueGreaterThan(REPLACEMENTS * CLIENTS);
  }

  @Test
  void theLastGoodCertificateStaysWhateverBecomesOfTheFiles() throws Exception {
    Credentials good = PUBLIC.issue("chat.example.com");
    write(good);
    await().until(() -> sidecar.stats().servingCertificate() != null);

    String anothersKey = Pem.write(PUBLIC.issue("chat.example.com").key());
    Files.writeString(folder.resolve(SidecarFiles.SERVING_KEY), anothersKey);
    await().until(() -> sidecar.log().contains("the private key is not the first certificate's"));
    assertThat(shownNow()).isEqualTo(good.certificate());

    Files.delete(folder.resolve(SidecarFiles.SERVING_CERTIFICATE));
    await().during(Duration.ofSeconds(3)).until(() -> shownNow().equals(good.certificate()));
  }

  @Test
  void clearTextIsTurnedAwayOnlyWhenTheConfigurationSaysSo() throws Exception {
    write(PUBLIC.issue("chat.example.com"));
    await().until(() -> sidecar.stats().servingCertificate() != null);
    assertThat(sidecar.chat(ASK).statusCode()).isEqualTo(200);

    sidecar.put(AdminPaths.CONFIG, config.withServing(SidecarConfig.Serving.UNBOUNDED.byTlsOnly()));

    HttpResponse<String> refused = sidecar.chat(ASK);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("tls_required").contains("https://");
    assertThat(engine.seen()).hasSize(1);
    assertThat(sidecar.send(sidecar.serve("/health").GET()).statusCode()).isEqualTo(200);
    try (TlsConnection client = connect()) {
      assertThat(client.get("/v1/models")).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(sidecar.hop(ASK, "x-rampwright-epoch", "0").statusCode()).isNotEqualTo(403);
  }

  private TlsConnection connect() throws Exception {
    return new TlsConnection(
        sidecar.address(), SidecarPorts.SERVE_TLS, Pem.write(List.of(PUBLIC.certificate())));
  }

  private Certificate shownNow() throws Exception {
    try (TlsConnection connection = connect()) {
      return connection.shown();
    }
  }

  private void write(Credentials of) throws IOException {
    Files.writeString(folder.resolve(SidecarFiles.SERVING_KEY), Pem.write(of.key()));
    Files.writeString(
        folder.resolve(SidecarFiles.SERVING_CERTIFICATE), Pem.write(List.of(of.certificate())));
  }

  private static String fingerprint(Credentials of) {
    return new ServerCertificate(List.of(of.certificate()), of.key()).fingerprint();
  }
}
