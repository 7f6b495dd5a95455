package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.TrafficWeights;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that prove who they are, and what reaches engine, candidate and log of that. */
class AuthIT {
  private static final String ASK =
      "{\"temperature\":0,\"messages\":[{\"content\":\"secret-prompt\"}]}";
  private static final String ALICE = "key-of-alice-0123456789";
  private static final String BOB = "key-of-bob-0123456789";

  private final TestEngine engine = new TestEngine();
  private final RedisServer redis = new RedisServer();
  private final Path folder;
  private final TestSidecar sidecar;

  AuthIT(@TempDir Path folder) {
    this.folder = folder;
    this.sidecar = TestSidecar.start(folder, config("aaaaaaaa").withAuth(keys(ALICE, BOB)));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  private SidecarConfig config(String revision) {
    return TestSidecar.config(revision, engine.port(), TestSidecar.cache(redis.address()));
  }

  private static ClientAuth keys(String alice, String bob) {
    return ClientAuth.by(
        new ClientAuth.ApiKeys(
            Map.of(
                Digests.apiKey(TestSidecar.TOKEN, alice), "alice",
                Digests.apiKey(TestSidecar.TOKEN, bob), "bob")));
  }

  @Test
  void turnsStrangersAwayAndSaysWhatToDo() {
    for (HttpResponse<String> answer :
        List.of(sidecar.chat(ASK), sidecar.chat(ASK, "Authorization", "Bearer guessed"))) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(answer.headers().firstValue("x-request-id")).isPresent();
      assertThat(answer.body())
          .contains("\"error\":{\"message\":", "\"type\":\"invalid_request_error\"")
          .contains("\"code\":\"invalid_api_key\"")
          .doesNotContain("guessed");
    }
    assertThat(engine.seen()).isEmpty();
    assertThat(sidecar.local().started()).as("strangers say nothing of a revision").isZero();
  }

  @Test
  void asksBeforeItReadsABody() {
    HttpRequest.Builder large =
        sidecar
            .serve("/v1/chat/completions")
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1 << 20)));

    assertThat(sidecar.send(large).statusCode()).isEqualTo(401);
  }

  @Test
  void guardsEverythingButHealth() {
    assertThat(sidecar.send(sidecar.serve("/v1/models").GET()).statusCode()).isEqualTo(401);
    assertThat(sidecar.send(sidecar.serve("/props").GET()).statusCode()).isEqualTo(401);
    assertThat(sidecar.send(sidecar.serve("/health").GET()).statusCode()).isEqualTo(200);
  }

  @Test
  void neverShowsTheEngineACredential() {
    sidecar.chat(ASK, "Authorization", "Bearer " + ALICE, "Accept-Language", "en");
    sidecar.chat(ASK.replace("secret", "other"), "x-api-key", ALICE);

    assertThat(engine.seen())
        .hasSize(2)
        .allSatisfy(
            seen ->
                assertThat(seen.headers().names())
                    .noneMatch(name -> name.equalsIgnoreCase("authorization"))
                    .noneMatch(name -> name.equalsIgnoreCase("x-api-key")));
    assertThat(engine.seen().getFirst().headers().get("accept-language")).isEqualTo("en");
  }

  @Test
  void replaysToTheSameTenantOnly() {
    sidecar.chat(ASK, "Authorization", "Bearer " + ALICE);

    assertThat(statusOf(sidecar.chat(ASK, "x-api-key", BOB))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK, "x-api-key", ALICE))).contains("; hit;");
    assertThat(engine.seen()).hasSize(2);
  }

  @Test
  void bringsTogetherWhomTheTenancySays() {
    CacheConfig apart = TestSidecar.cache(redis.address());
    CacheConfig together =
        new CacheConfig(
            apart.name(),
            apart.epoch(),
            apart.memoryMaxBytes(),
            apart.responses(),
            apart.redis(),
            new CacheConfig.Tenancy(true, Map.of("alice", "search", "bob", "search")));
    sidecar.put(
        AdminPaths.CONFIG,
        TestSidecar.config("aaaaaaaa", engine.port(), together).withAuth(keys(ALICE, BOB)));
    sidecar.chat(ASK, "x-api-key", ALICE);

    assertThat(statusOf(sidecar.chat(ASK, "x-api-key", BOB))).contains("; hit;");
    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa").withAuth(keys(ALICE, BOB)));
    assertThat(statusOf(sidecar.chat(ASK, "x-api-key", BOB))).contains("fwd=miss");
  }

  @Test
  void takesOtherKeysWithoutARestart() {
    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa").withAuth(keys("another-key-of-alice", BOB)));

    assertThat(sidecar.chat(ASK, "x-api-key", ALICE).statusCode()).isEqualTo(401);
    assertThat(sidecar.chat(ASK, "x-api-key", "another-key-of-alice").statusCode()).isEqualTo(200);

    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa"));
    assertThat(sidecar.chat(ASK).statusCode()).as("nobody is asked").isEqualTo(200);
  }

  /** Each connection remembers the key that it was asked with last. */
  @Test
  void anOpenConnectionTakesNoKeyForAnotherNorOneThatIsWithdrawn() throws IOException {
    String alice = "Authorization: Bearer " + ALICE + "\r\n";
    String bob = "Authorization: Bearer " + BOB + "\r\n";
    String onlyAlices = ASK.replace("secret", "only-alices");
    String stranger = "Authorization: Bearer key-of-carol-0123456789\r\n";
    try (KeptConnection connection = new KeptConnection(sidecar)) {
      connection.chat(ASK, alice);
      assertThat(connection.chat(ASK, alice)).startsWith("HTTP/1.1 200 ").contains("; hit;");
      assertThat(connection.chat(ASK, bob)).startsWith("HTTP/1.1 200 ").contains("fwd=miss");
      assertThat(connection.chat(ASK, alice)).contains("; hit;");
      connection.chat(onlyAlices, alice);
      connection.chat(ASK, bob);

      sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa").withAuth(keys("another-of-alice", BOB)));
      assertThat(connection.chat(ASK, bob)).startsWith("HTTP/1.1 200 ").contains("; hit;");

      sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa").withAuth(keys(BOB, ALICE)));
      assertThat(connection.chat(onlyAlices, bob)).as("it is alice's now").contains("; hit;");
      assertThat(connection.chat(ASK, stranger)).startsWith("HTTP/1.1 401 ");
    }
    try (KeptConnection connection = new KeptConnection(sidecar)) {
      connection.chat(ASK, alice);
      sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa").withAuth(keys("another-of-alice", BOB)));
      assertThat(connection.chat(ASK, alice)).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void tellsTheCandidateTheTenantAndNothingElse() throws IOException {
    Path other = Files.createDirectory(folder.resolve("candidate"));
    TestEngine behind = new TestEngine();
    SidecarConfig theirs =
        TestSidecar.config("bbbbbbbb", behind.port(), TestSidecar.cache(redis.address()))
            .withAuth(keys(ALICE, BOB));
    try (behind;
        TestSidecar candidate = TestSidecar.start(other, theirs)) {
      sidecar.weights(everythingTo(candidate.endpoint()));

      sidecar.chat(ASK, "x-api-key", ALICE);
      HttpResponse<String> forged = sidecar.chat(ASK, "x-api-key", BOB, Headers.TENANT, "alice");
      assertThat(statusOf(forged)).as("bob claims to be alice").contains("fwd=miss");
      assertThat(statusOf(sidecar.chat(ASK, "x-api-key", ALICE))).contains("; hit;");

      assertThat(candidate.chat(ASK, Headers.TENANT, "alice").statusCode())
          .as("a client at the candidate's own door")
          .isEqualTo(401);
      assertThat(behind.seen())
          .hasSize(2)
          .allSatisfy(
              seen ->
                  assertThat(seen.headers().names())
                      .noneMatch(name -> name.equalsIgnoreCase("x-api-key"))
                      .noneMatch(name -> name.equalsIgnoreCase(Headers.TENANT)));
    }
  }

  /** Its cache tells clients apart by credentials only, and those it does not get. */
  @Test
  void letsACandidateOfReleaseOneKeepNothing() throws IOException {
    TestEngine candidate = new TestEngine();
    try (candidate) {
      sidecar.weights(everythingTo("127.0.0.1:" + candidate.port()));
      sidecar.chat(ASK, "x-api-key", ALICE);

      assertThat(candidate.seen()).hasSize(1);
      assertThat(candidate.seen().getFirst().headers().get("cache-control")).isEqualTo("no-store");
      assertThat(candidate.seen().getFirst().headers().contains("x-api-key")).isFalse();
    }
  }

  @Test
  void believesAGatewaysHeader() {
    sidecar.put(
        AdminPaths.CONFIG,
        config("aaaaaaaa").withAuth(ClientAuth.by(new ClientAuth.TrustedHeader("X-Tenant"))));

    assertThat(sidecar.chat(ASK).statusCode()).isEqualTo(401);
    sidecar.chat(ASK, "x-tenant", "alice");
    assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "bob"))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "alice"))).contains("; hit;");
    assertThat(sidecar.chat(ASK, "x-tenant", "alice", "x-tenant", "bob").statusCode())
        .isEqualTo(401);
  }

  @Test
  void writesNeitherPromptNorCredentialNorKeyAnywhere() {
    sidecar.chat(ASK, "x-api-key", ALICE);
    sidecar.chat(ASK, "x-api-key", ALICE);
    sidecar.chat(ASK, "x-api-key", "guessed-credential");
    redis.close();
    sidecar.chat(ASK.replace("secret", "more secret"), "Authorization", "Bearer " + BOB);
    engine.close();
    sidecar.chat(ASK.replace("secret", "last secret"), "Authorization", "Bearer " + BOB);
    sidecar.chat("{\"temperature\":0,\"broken-prompt", "x-api-key", BOB);

    String said = sidecar.log() + sidecar.observe("/metrics").body();

    assertThat(said).contains("second cache level failed").contains("broke off");
    assertThat(said).doesNotContain("prompt", ALICE, BOB, "guessed-credential", TestSidecar.TOKEN);
    assertThat(said).doesNotContainPattern("[0-9a-f]{64}");
  }

  private static TrafficWeights everythingTo(String endpoint) {
    return new TrafficWeights(
        1, 1, new TrafficWeights.Candidate("bbbbbbbb", 10_000, List.of(endpoint)));
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().allValues("Cache-Status").stream().collect(Collectors.joining());
  }
}
