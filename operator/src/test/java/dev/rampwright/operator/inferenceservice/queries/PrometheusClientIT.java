package dev.rampwright.operator.inferenceservice.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Failed;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Value;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.settings.PrometheusProvider;
import dev.rampwright.operator.testing.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between the operator and a Prometheus: tokens, certificates, silence, redirects. */
class PrometheusClientIT {
  private static final String ANSWER =
      """
      {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0.5"]}]}}
      """;

  private static final Credentials OURS = new Certificates().of("localhost");

  private final PrometheusClient client = new PrometheusClient();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch test = new CountDownLatch(1);
  private @Nullable HttpServer server;

  @TempDir Path folder = Path.of("");

  @AfterEach
  void stop() {
    test.countDown();
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void sendsTheTokenAsItIsNow() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));
    Path token = Files.writeString(folder.resolve("token"), "first\n");

    assertThat(ask("http", port, token, null)).isEqualTo(new Value(0.5));
    Files.writeString(token, "second\n");
    ask("http", port, token, null);
    ask("http", port, null, null);

    assertThat(heard)
        .containsExactly(
            "/prefix/api/v1/query timeout=5s&query=max(up{a=\"b\"}) Bearer first",
            "/prefix/api/v1/query timeout=5s&query=max(up{a=\"b\"}) Bearer second",
            "/prefix/api/v1/query timeout=5s&query=max(up{a=\"b\"}) null");
  }

  @Test
  void trustsTheAuthorityOfTheChartAndNoOther() throws IOException {
    HttpsServer secured = HttpsServer.create(loopback(), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(TlsContexts.ofServer(() -> OURS)));
    int port = serve(secured);
    Path authority =
        Files.writeString(
            folder.resolve("ca.crt"), Pem.write(new Certificates().of("localhost").authorities()));

    assertThat(ask("https", port, null, null)).isInstanceOf(Failed.class);
    assertThat(ask("https", port, null, authority)).isInstanceOf(Failed.class);
    assertThat(heard).isEmpty();
    Files.writeString(authority, Pem.write(OURS.authorities()));
    assertThat(ask("https", port, null, authority))
        .as("a replaced file counts at once")
        .isEqualTo(new Value(0.5));
  }

  @Test
  void aMissingFileIsAnAnswer() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));

    assertThat(ask("http", port, folder.resolve("none"), null))
        .isInstanceOfSatisfying(
            Failed.class, it -> assertThat(it.problem()).startsWith("token or certificates:"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));

    assertThat(ask("http", port, null, null, "/moved"))
        .isEqualTo(new Failed("HTTP status 302: moved"));
    assertThat(heard).hasSize(1);
  }

  @Test
  void silenceEnds() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));

    assertThat(ask("http", port, null, null, "/silent"))
        .isEqualTo(new Failed("no answer within 5 s"));
  }

  @Test
  void anAnswerThatNeverEndsEnds() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));

    assertThat(ask("http", port, null, null, "/endless")).isInstanceOf(Failed.class);
  }

  @Test
  void nobodyThere() throws IOException {
    int port = serve(HttpServer.create(loopback(), 0));
    stop();

    assertThat(ask("http", port, null, null)).isEqualTo(new Failed("no connection"));
  }

  private QueryAnswer ask(
      String scheme, int port, @Nullable Path token, @Nullable Path authorities) {
    return ask(scheme, port, token, authorities, "/prefix/");
  }

  private QueryAnswer ask(
      String scheme, int port, @Nullable Path token, @Nullable Path authorities, String prefix) {
    URI url = URI.create("%s://localhost:%d%s".formatted(scheme, port, prefix));
    return client
        .ask(
            new PrometheusProvider("cluster", url, token, authorities, "namespace", "pod"),
            "max(up{a=\"b\"})")
        .join();
  }

  private int serve(HttpServer started) {
    server = started;
    started.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          heard.add(
              "%s %s %s"
                  .formatted(
                      uri.getPath(),
                      uri.getQuery(),
                      exchange.getRequestHeaders().getFirst("Authorization")));
          String prefix = uri.getPath().replace("/api/v1/query", "");
          boolean moved = prefix.equals("/moved");
          if (prefix.equals("/silent")) {
            awaitEnd();
          }
          if (moved) {
            exchange.getResponseHeaders().set("Location", "/prefix/api/v1/query");
          }
          byte[] body = (moved ? "moved" : ANSWER).getBytes(UTF_8);
          exchange.sendResponseHeaders(moved ? 302 : 200, 0);
          exchange.getResponseBody().write(body);
          if (prefix.equals("/endless")) {
            exchange.getResponseBody().flush();
            awaitEnd();
          }
          exchange.close();
        });
    started.start();
    return started.getAddress().getPort();
  }

  private void awaitEnd() {
    try {
      test.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
