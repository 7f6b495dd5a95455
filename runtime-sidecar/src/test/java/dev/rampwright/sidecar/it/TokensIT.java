package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Token IDs from memory and from a real Redis. */
class TokensIT {
  private static final String TOKENIZE = "/tokenize";
  private static final String ASK = "{\"content\":\"hello\",\"add_special\":true}";

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final Path folder;
  private TestSidecar sidecar;

  TokensIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    sidecar = start(new CacheConfig.Tokens(true, 60_000));
    engine.behave(TestEngine.json(200, "{\"tokens\":[1,300,49151]}"));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tokenize",
        "/v1/chat/completions/input_tokens",
        "/v1/responses/input_tokens",
        "/v1/messages/count_tokens"
      })
  void replaysFromMemory(String path) {
    HttpResponse<String> first = post(path, ASK);
    HttpResponse<String> second = post(path, ASK);

    assertThat(statusOf(first)).isEqualTo("rampwright; fwd=miss; stored");
    assertThat(statusOf(second)).matches("rampwright; hit; ttl=(5|6)\\d; detail=memory");
    assertThat(second.body()).isEqualTo("{\"tokens\":[1,300,49151]}");
    assertThat(engine.seen()).hasSize(1);
    assertThat(sidecar.cacheStats()).contains("\"tokens\":{\"memory\":{\"hits\":1,\"entries\":1,");
    assertThat(sidecar.stats().core().cache().misses()).as("counted for answers").isZero();
    assertThat(sidecar.observe("/metrics").body())
        .containsPattern("token_cache_lookups_total\\{.*level=\"memory\",result=\"hit\",} 1.0");
  }

  @Test
  void replaysFromRedisAfterARestart() throws IOException {
    post(TOKENIZE, ASK);
    await().until(() -> entries().size() == 1);
    assertThat(entries().iterator().next()).matches("rampwright:t:[0-9a-f]{64}");
    sidecar.close();
    sidecar = start(new CacheConfig.Tokens(true, 60_000));

    HttpResponse<String> answer = post(TOKENIZE, ASK);

    assertThat(statusOf(answer)).endsWith("detail=redis");
    assertThat(answer.body()).isEqualTo("{\"tokens\":[1,300,49151]}");
    assertThat(engine.seen()).hasSize(1);
  }

  @Test
  void keepsApartWhatTokenizesDifferently() {
    post(TOKENIZE, ASK);

    for (String other :
        new String[] {
          ASK.replace("true", "false"),
          ASK.replace("}", ",\"parse_special\":false}"),
          ASK.replace("}", ",\"with_pieces\":true}"),
          ASK.replace("hello", "Hello")
        }) {
      assertThat(statusOf(post(TOKENIZE, other))).as(other).contains("fwd=miss");
    }
    assertThat(statusOf(post("/v1/messages/count_tokens", ASK))).contains("fwd=miss");
    assertThat(statusOf(post(TOKENIZE, ASK, "x-agent-id", "qa"))).contains("fwd=miss");
  }

  @Test
  void keepsNoErrorAndHonoursWhatTheClientAllows() {
    engine.behave(TestEngine.json(400, "{\"error\":{}}"));
    post(TOKENIZE, ASK);
    engine.behave(TestEngine.json(200, "{\"tokens\":[7]}"));
    assertThat(post(TOKENIZE, ASK).body()).contains("[7]");
    engine.behave(TestEngine.json(200, "{\"tokens\":[8]}"));

    assertThat(post(TOKENIZE, ASK, "Cache-Control", "no-cache").body()).contains("[8]");
    assertThat(post(TOKENIZE, ASK).body()).contains("[8]");
  }

  @Test
  void givesManyAtOnceFromBothLevels() throws IOException {
    String other = ASK.replace("hello", "bye");
    post(TOKENIZE, ASK);
    post(TOKENIZE, other);
    await().until(() -> entries().size() == 2);
    sidecar.close();
    sidecar = start(new CacheConfig.Tokens(true, 60_000));
    post(TOKENIZE, ASK);
    String batch = "{\"requests\":[" + other + "," + ASK.replace("hello", "new") + "," + ASK + "]}";

    HttpResponse<String> answer = post("/cache/tokens:batch", batch);

    assertThat(answer.body())
        .isEqualTo("{\"results\":[{\"tokens\":[1,300,49151]},null,{\"tokens\":[1,300,49151]}]}");
    assertThat(post("/cache/tokens:batch", batch, "x-agent-id", "qa").body())
        .isEqualTo("{\"results\":[null,null,null]}");
    assertThat(engine.seen()).as("a batch asks no engine").hasSize(2);
    redis.close();
    assertThat(post("/cache/tokens:batch", batch).body())
        .as("from memory")
        .isEqualTo(answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"requests\":[]}", "{\"requests\":{}}"})
  void refusesWhatIsNoBatch(String body) {
    HttpResponse<String> answer = post("/cache/tokens:batch", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("requests");
  }

  @Test
  void forgetsWhatWasInvalidated() {
    post(TOKENIZE, ASK);

    sidecar.invalidate("{\"model\":\"model\"}");

    assertThat(statusOf(post(TOKENIZE, ASK))).contains("fwd=miss");
  }

  @Test
  void isSwitchedOnAndOffWithoutTheAnswersLayer() throws IOException {
    sidecar.put(AdminPaths.CONFIG, config(new CacheConfig.Tokens(false, 0)));
    post(TOKENIZE, ASK);
    HttpResponse<String> off = post(TOKENIZE, ASK);
    CacheConfig tokensOnly =
        new CacheConfig(
                "agents", 0, 1 << 20, new CacheConfig.Responses(false, 0), redis.address(), null)
            .withTokens(new CacheConfig.Tokens(true, 60_000));
    sidecar.put(AdminPaths.CONFIG, TestSidecar.config("r1", engine.port(), tokensOnly));
    post(TOKENIZE, ASK);

    assertThat(off.headers().firstValue("Cache-Status")).isEmpty();
    assertThat(statusOf(post(TOKENIZE, ASK))).contains("; hit;");
    assertThat(sidecar.chat("{\"temperature\":0}").headers().firstValue("Cache-Status")).isEmpty();
  }

  private TestSidecar start(CacheConfig.Tokens tokens) throws IOException {
    TestSidecar started =
        TestSidecar.start(Files.createTempDirectory(folder, "sidecar"), config(tokens));
    await().until(started::usesSecondLevel);
    return started;
  }

  private SidecarConfig config(CacheConfig.Tokens tokens) {
    return TestSidecar.config(
        "r1", engine.port(), TestSidecar.cache(redis.address()).withTokens(tokens));
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    var request =
        sidecar
            .serve(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return sidecar.send(headers.length > 0 ? request.headers(headers) : request);
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("none");
  }

  private Set<String> entries() {
    try (RedisClient client = redis.client()) {
      return client.keys("rampwright:t:*");
    }
  }
}
