package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.TrafficWeights;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Replays from memory and from a real Redis. */
class CacheIT {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";
  private static final String ASK_STREAM = "{\"temperature\":0,\"stream\":true}";

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final Path folder;
  private TestSidecar sidecar;

  CacheIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    sidecar = start();
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  @Test
  void replaysFromMemory() {
    engine.behave(TestEngine.json(200, "{\"id\":\"first\"}"));

    HttpResponse<String> first = sidecar.chat(ASK);
    HttpResponse<String> second = sidecar.chat(ASK);

    assertThat(statusOf(first)).isEqualTo("rampwright; fwd=miss; stored");
    assertThat(statusOf(second)).matches("rampwright; hit; ttl=(5|6)\\d; detail=memory");
    assertThat(second.headers().firstValue("Age")).isPresent();
    assertThat(second.body()).isEqualTo("{\"id\":\"first\"}");
    assertThat(second.headers().firstValue("content-type")).contains("application/json");
    assertThat(engine.seen()).hasSize(1);
    assertThat(sidecar.local()).isEqualTo(new Outcomes(2, 1, Map.of()));
    assertThat(Objects.requireNonNull(sidecar.stats().core().local().samples()))
        .extracting(Samples::cacheHits, Samples::cacheMisses)
        .containsExactly(1L, 1L);
    assertThat(sidecar.stats().core().cache().memoryHits()).isEqualTo(1);
  }

  @Test
  void replaysStreamsByteByByte() {
    List<String> events = List.of("data: {\"a\":1}\n\n", ": ping\n\n", "data: [DONE]\n\n");
    engine.behave(engine.stream(5, events));

    sidecar.chat(ASK_STREAM);
    HttpResponse<String> second = sidecar.chat(ASK_STREAM);

    assertThat(statusOf(second)).contains("; hit;");
    assertThat(second.body()).isEqualTo(String.join("", events));
    assertThat(second.headers().firstValue("content-type")).contains("text/event-stream");
  }

  @Test
  void replaysFromRedisAfterARestart() throws IOException {
    sidecar.chat(ASK);
    await().until(() -> entries().size() == 1);
    sidecar.close();
    sidecar = start();

    HttpResponse<String> answer = sidecar.chat(ASK);

    assertThat(statusOf(answer)).endsWith("detail=redis");
    assertThat(statusOf(sidecar.chat(ASK))).endsWith("detail=memory");
    assertThat(engine.seen()).hasSize(1);
    assertThat(sidecar.stats().core().cache().redisHits()).isEqualTo(1);
    assertThat(sidecar.stats().core().cache().misses()).isZero();
  }

  @Test
  void keepsNeitherPromptNorAnswerReadableInKeys() {
    sidecar.chat(ASK);

    await().until(() -> entries().size() == 1);
    assertThat(entries().iterator().next()).matches("rampwright:r:[0-9a-f]{64}");
  }

  @Test
  void dropsADamagedEntryAndAsksTheEngine() throws IOException {
    sidecar.chat(ASK);
    await().until(() -> entries().size() == 1);
    try (RedisClient client = redis.client()) {
      String key = entries().iterator().next();
      client.setrange(key, 40, "X");
      sidecar.close();
      sidecar = start();

      assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");

      assertThat(engine.seen()).hasSize(2);
      assertThat(sidecar.observe("/metrics").body()).contains("result=\"corrupt\",} 1.0");
    }
  }

  @Test
  void answersWithoutRedis() {
    sidecar.chat(ASK);
    redis.close();

    for (int i = 0; i < 20; i++) {
      assertThat(sidecar.chat(ASK.replace("hi", "hi" + i)).statusCode()).isEqualTo(200);
    }

    assertThat(statusOf(sidecar.chat(ASK))).endsWith("detail=memory");
    assertThat(sidecar.stats().core().cache().redisErrors()).isBetween(5L, 15L);
    assertThat(sidecar.observe("/metrics").body())
        .containsPattern("rampwright_sidecar_redis_breaker_open\\{[^}]*} 1.0");
  }

  @Test
  void answersWhileRedisHangs() throws IOException {
    redis.hang();

    for (int i = 0; i < 20; i++) {
      assertThat(sidecar.chat(ASK.replace("hi", "hi" + i)).statusCode()).isEqualTo(200);
    }

    assertThat(sidecar.stats().core().cache().redisErrors()).isPositive();
    assertThat(engine.seen()).hasSize(20);
  }

  @Test
  void usesRedisAgainWhenItIsBack() {
    redis.close();
    for (int i = 0; i < 10; i++) {
      sidecar.chat(ASK.replace("hi", "gone" + i));
    }

    try (RedisServer back = new RedisServer(redis.port())) {
      await()
          .until(
              () -> {
                sidecar.chat(ASK.replace("hi", "back" + System.nanoTime()));
                try (RedisClient client = back.client()) {
                  return client.dbSize() > 0;
                }
              });
    }
  }

  @Test
  void asksTheEngineWhenTheClientWantsNoReplay() {
    sidecar.chat(ASK);

    HttpResponse<String> noCache = sidecar.chat(ASK, "Cache-Control", "no-cache");
    HttpResponse<String> noStore = sidecar.chat(ASK, "Cache-Control", "no-store");

    assertThat(statusOf(noCache)).isEqualTo("rampwright; fwd=request; stored");
    assertThat(statusOf(noStore)).isEqualTo("rampwright; fwd=request");
    assertThat(engine.seen()).hasSize(3);
    assertThat(sidecar.stats().core().cache().bypassed()).isEqualTo(2);
  }

  @Test
  void asksAnewWhenWhatItHasIsTooOldForTheClient() throws IOException {
    sidecar.chat(ASK);
    await().until(() -> entries().size() == 1);
    assertThat(statusOf(sidecar.chat(ASK, "Cache-Control", "max-age=60"))).contains("; hit;");

    await().until(() -> sidecar.chat(ASK).headers().firstValue("Age").equals(Optional.of("1")));

    assertThat(statusOf(sidecar.chat(ASK, "Cache-Control", "max-age=0")))
        .isEqualTo("rampwright; fwd=request; stored");
    assertThat(statusOf(sidecar.chat(ASK))).contains("; hit;");
    assertThat(engine.seen()).hasSize(2);
  }

  @Test
  void replaysWhatItsClientTakesReplaysOfWhereThatIsAsked() {
    sidecar.put(
        AdminPaths.CONFIG,
        config(
            "aaaaaaaa",
            new CacheConfig(
                "agents",
                0,
                1 << 20,
                new CacheConfig.Responses(true, 60_000, CacheConfig.When.CLIENT_OPTS_IN),
                null)));
    String sampled = "{\"temperature\":1}";
    sidecar.chat(sampled, "Cache-Control", "max-age=60");

    assertThat(statusOf(sidecar.chat(sampled, "Cache-Control", "max-age=60"))).contains("; hit;");
    assertThat(statusOf(sidecar.chat(sampled))).isEqualTo("rampwright; fwd=bypass");
    assertThat(statusOf(sidecar.chat(ASK))).as("though deterministic").contains("bypass");
  }

  @Test
  void letsSampledAnswersPass() {
    assertThat(statusOf(sidecar.chat("{}"))).isEqualTo("rampwright; fwd=bypass");
    assertThat(statusOf(sidecar.chat("{}"))).isEqualTo("rampwright; fwd=bypass");
  }

  @Test
  void replaysToNobodyWithAnotherCredential() {
    sidecar.chat(ASK, "Authorization", "Bearer one");

    assertThat(statusOf(sidecar.chat(ASK, "Authorization", "Bearer two"))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK, "Authorization", "Bearer one"))).contains("; hit;");
  }

  @Test
  void keepsTheAgentsOfATenantApart() {
    sidecar.chat(ASK, "x-agent-id", "planner");

    assertThat(statusOf(sidecar.chat(ASK, "x-agent-id", "coder"))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK, "x-agent-id", "planner"))).contains("; hit;");
  }

  /** The same revision: an image's tag has moved, or the model's file was replaced. */
  @Test
  void forgetsWhatAnotherBuildOfTheEngineHasSaid() {
    sidecar.chat(ASK);
    engine.health(503);
    await().until(() -> sidecar.observe("/health/ready").statusCode() == 503);
    engine.build("b2");
    engine.health(200);
    sidecar.awaitReady();

    assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK))).contains("; hit;");
  }

  @Test
  void storesNeitherErrorsNorTruncatedStreams() {
    engine.behave(TestEngine.json(500, "{}"));
    assertThat(statusOf(sidecar.chat(ASK))).isEqualTo("rampwright; fwd=miss");
    engine.behave(engine.stream(1, List.of("data: {\"a\":1}\n\n")));
    sidecar.chat(ASK_STREAM);
    engine.behave(TestEngine.json(200, "{}"));

    assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
    assertThat(statusOf(sidecar.chat(ASK_STREAM))).contains("fwd=miss");
  }

  @Test
  void forgetsEverythingWhenTheEpochRises() {
    sidecar.chat(ASK);
    CacheConfig next =
        new CacheConfig(
            "agents", 1, 1 << 20, new CacheConfig.Responses(true, 60_000), redis.address());

    HttpResponse<String> pushed = sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa", next));

    assertThat(pushed.statusCode()).isEqualTo(200);
    assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
  }

  @Test
  void isSilentWhenSwitchedOff() {
    sidecar.chat(ASK);
    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa", null));

    assertThat(sidecar.chat(ASK).headers().firstValue("Cache-Status")).isEmpty();
  }

  @Test
  void doesNotCountACandidatesReplay() throws IOException {
    Path other = Files.createDirectory(folder.resolve("candidate"));
    CacheConfig cache = TestSidecar.cache(redis.address());
    try (TestSidecar candidate = TestSidecar.start(other, config("bbbbbbbb", cache))) {
      sidecar.weights(
          new TrafficWeights(
              1,
              1,
              new TrafficWeights.Candidate("bbbbbbbb", 10_000, List.of(candidate.endpoint()))));

      assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
      assertThat(statusOf(sidecar.chat(ASK))).contains("; hit;");

      assertThat(sidecar.candidate()).isEqualTo(new Outcomes(2, 1, Map.of()));
      assertThat(Objects.requireNonNull(sidecar.stats().core().candidate().samples()))
          .extracting(Samples::cacheHits, Samples::cacheMisses)
          .containsExactly(1L, 1L);
      assertThat(sidecar.stats().core().local().samples()).isEqualTo(Samples.NONE);
      assertThat(sidecar.stats().core().cache().misses()).isZero();
    }
  }

  private TestSidecar start() throws IOException {
    return TestSidecar.start(folder, config("aaaaaaaa", TestSidecar.cache(redis.address())));
  }

  private SidecarConfig config(
      String revision, @org.jspecify.annotations.Nullable CacheConfig cache) {
    return TestSidecar.config(revision, engine.port(), cache);
  }

  private Set<String> entries() {
    try (RedisClient client = redis.client()) {
      return client.keys("*");
    }
  }

  private static String statusOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("Cache-Status").orElseThrow();
  }
}
