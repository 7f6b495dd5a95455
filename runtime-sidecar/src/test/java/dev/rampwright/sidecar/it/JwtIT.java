package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.sidecar.identity.Issuer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients with tokens, and a real server that publishes their issuer's keys. */
class JwtIT {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger fetchesByTls = new AtomicInteger();
  private volatile Issuer published = new Issuer("k1");
  private final HttpServer jwks =
      TestEngine.await(
          vertx.createHttpServer().requestHandler(this::publish).listen(0, "127.0.0.1"));
  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  JwtIT(@TempDir Path folder) {
    sidecar = TestSidecar.start(folder, config("http://127.0.0.1:" + jwks.actualPort() + "/keys"));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    TestEngine.await(vertx.close());
  }

  private SidecarConfig config(String jwksUri) {
    return TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(null))
        .withAuth(ClientAuth.by(Issuer.rules(jwksUri)));
  }

  @Test
  void letsInWhoHasATokenAndTellsTenantsApart() {
    assertThat(chat(token("alice")).statusCode()).isEqualTo(200);

    assertThat(statusOf(chat(token("bob")))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK, "x-api-key", token("alice")))).contains("; hit;");
    assertThat(engine.seen())
        .hasSize(2)
        .allSatisfy(
            seen ->
                assertThat(seen.headers().names())
                    .noneMatch(name -> name.equalsIgnoreCase("authorization"))
                    .noneMatch(name -> name.equalsIgnoreCase("x-api-key")));
  }

  @Test
  void turnsStrangersAwayAndSaysWhy() {
    List<HttpResponse<String>> answers =
        List.of(
            sidecar.chat(ASK),
            chat("secret-token"),
            chat(new Issuer("k1").token("alice", Instant.now())),
            chat(published.token("alice", Instant.now().minus(Duration.ofHours(2)))));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(401);
              assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
              assertThat(answer.body()).contains("\"code\":\"invalid_api_key\"");
            });
    assertThat(answers.get(0).body()).contains(Issuer.NAME);
    assertThat(answers.get(3).body()).contains("Expired JWT");
    assertThat(sidecar.log() + answers.get(1).body()).doesNotContain("secret-token");
    assertThat(engine.seen()).isEmpty();
    assertThat(sidecar.send(sidecar.serve("/health").GET()).statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheKeysOfARotationOnTheFirstTokenThatNamesThem() {
    assertThat(chat(token("alice")).statusCode()).isEqualTo(200);
    published = new Issuer("k2");

    await().atMost(Duration.ofSeconds(30)).until(() -> chat(token("alice")).statusCode() == 200);

    assertThat(fetches.get()).as("not once for each token").isLessThanOrEqualTo(4);
  }

  @Test
  void letsManyWithNewTokensInAtOnce() {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> chat(token("tenant-" + i)), Runnable::run))
            .toList();

    assertThat(answers).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
  }

  @Test
  void keepsTheLastKeysWhenTheServerIsAwayAndSaysWhenItNeverHadAny() {
    chat(token("alice"));
    TestEngine.await(jwks.close());

    assertThat(chat(token("bob")).statusCode()).isEqualTo(200);

    sidecar.put(AdminPaths.CONFIG, config("http://127.0.0.1:1/keys"));
    HttpResponse<String> answer = chat(token("alice"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("\"code\":\"identity_unavailable\"");
    assertThat(sidecar.log()).contains("cannot fetch the issuer's keys");
  }

  /** And only that: who is vouched for by another one has published nothing. */
  @Test
  void believesAServerWhoseAuthorityItIsGiven() {
    TestAuthority authority = new TestAuthority("the cluster's own");
    String address = "https://localhost:" + publishByTls(authority.issue("localhost")) + "/keys";

    sidecar.put(AdminPaths.CONFIG, config(address, new TestAuthority("somebody else")));
    assertThat(chat(token("alice")).statusCode()).isEqualTo(503);
    assertThat(fetchesByTls.get()).isZero();

    sidecar.put(AdminPaths.CONFIG, config(address, authority));
    assertThat(chat(token("alice")).statusCode()).isEqualTo(200);
    assertThat(fetchesByTls.get()).isPositive();
  }

  @Test
  void takesNoOtherServersCertificate() {
    TestAuthority authority = new TestAuthority("the cluster's own");
    String address = "https://localhost:" + publishByTls(authority.issue("other.svc")) + "/keys";

    sidecar.put(AdminPaths.CONFIG, config(address, authority));

    assertThat(chat(token("alice")).statusCode()).isEqualTo(503);
    assertThat(fetchesByTls.get()).isZero();
  }

  private SidecarConfig config(String jwksUri, TestAuthority authority) {
    return config(jwksUri)
        .withAuth(
            ClientAuth.by(
                Issuer.rules(jwksUri).vouchedForBy(Pem.write(List.of(authority.certificate())))));
  }

  private int publishByTls(Credentials own) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(Pem.write(List.of(own.certificate()))))
                    .addKeyValue(Buffer.buffer(Pem.write(own.key()))));
    return TestEngine.await(
            vertx
                .createHttpServer(options)
                .requestHandler(this::publishByTls)
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private void publishByTls(HttpServerRequest request) {
    fetchesByTls.incrementAndGet();
    publish(request);
  }

  private void publish(HttpServerRequest request) {
    fetches.incrementAndGet();
    request.response().end(published.published().toString());
  }

  private String token(String tenant) {
    return published.token(tenant, Instant.now());
  }

  private HttpResponse<String> chat(String token) {
    return sidecar.chat(ASK, "Authorization", "Bearer " + token);
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().allValues("Cache-Status").stream().collect(Collectors.joining());
  }
}
