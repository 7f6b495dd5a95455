package dev.rampwright.operator.inferenceservice.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Failed;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.NoSeries;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Value;
import dev.rampwright.operator.settings.PrometheusProvider;
import dev.rampwright.operator.testing.PrometheusServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusIT {
  private final PrometheusClient client = new PrometheusClient();

  @SuppressWarnings("NullAway.Init")
  private PrometheusServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = new PrometheusServer(folder);
    server.expose("load{pod=\"a\"}", 0.5);
    server.expose("load{pod=\"b\"}", 0.25);
    server.expose("broken{pod=\"a\"}", Double.NaN);
    await("scraped").untilAsserted(() -> assertThat(ask("count(load)")).isEqualTo(new Value(2)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void oneNumber() {
    assertThat(ask("max(load)")).isEqualTo(new Value(0.5));
    assertThat(ask("load{pod=~\"b.*\"}")).isEqualTo(new Value(0.25));
    assertThat(ask("scalar(load{pod=\"a\"}) * 2")).isEqualTo(new Value(1));
    assertThat(ask("load{pod=\"a\"} / 0")).isEqualTo(new Value(Double.POSITIVE_INFINITY));
    assertThat(ask("broken")).isEqualTo(new Value(Double.NaN));
  }

  @Test
  void noSeries() {
    assertThat(ask("max(load{pod=\"c\"})")).isEqualTo(new NoSeries());
  }

  @Test
  void severalSeries() {
    assertThat(ask("load"))
        .isEqualTo(
            new Failed("the query finds 2 series; make them one, as with max(...) or sum(...)"));
  }

  @Test
  void wrongPromQl() {
    assertThat(ask("max(load{$selector})"))
        .isInstanceOfSatisfying(
            Failed.class,
            it -> assertThat(it.problem()).startsWith("bad_data:").contains("parse error"));
    assertThat(ask("load[5m]"))
        .isInstanceOfSatisfying(
            Failed.class,
            it -> assertThat(it.problem()).contains("type matrix; a gate needs an instant vector"));
  }

  /** Prometheus itself knows no tokens: clusters put a proxy in front that does. */
  @Test
  void aWrongBearerToken(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "wrong");
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          boolean known =
              "Bearer right".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body =
              known ? forwarded(exchange.getRequestURI()) : "Unauthorized\n".getBytes(UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    proxy.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
      PrometheusProvider guarded =
          new PrometheusProvider("guarded", url, token, null, "namespace", "pod");

      assertThat(client.ask(guarded, "max(load)").join())
          .isEqualTo(new Failed("HTTP status 401: Unauthorized"));
      Files.writeString(token, "right");
      assertThat(client.ask(guarded, "max(load)").join()).isEqualTo(new Value(0.5));
    } finally {
      proxy.stop(0);
    }
  }

  private byte[] forwarded(URI path) throws IOException {
    URI url = URI.create(server.url() + path.getRawPath() + "?" + path.getRawQuery());
    try (InputStream answer = url.toURL().openStream()) {
      return answer.readAllBytes();
    }
  }

  private QueryAnswer ask(String query) {
    return client.ask(server.provider("cluster"), query).join();
  }
}
