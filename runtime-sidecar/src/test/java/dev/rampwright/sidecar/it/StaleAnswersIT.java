package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.CacheConfig;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Answers that have expired are replayed while one request asks the engine anew. */
class StaleAnswersIT {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";
  private static final long TTL_MILLIS = 200;

  private final TestPods pods;
  private final TestEngine engine;

  StaleAnswersIT(@TempDir Path folder) {
    this.pods = new TestPods(folder);
    this.engine = pods.engine();
  }

  @AfterEach
  void stop() {
    pods.close();
  }

  @Test
  void areReplayedWhileTheEngineIsAskedOnce() throws IOException {
    try (TestSidecar sidecar = start("one", 60_000)) {
      engine.behave(TestEngine.json(200, "{\"id\":\"old\"}"));
      sidecar.chat(ASK);
      HeldEngine held = new HeldEngine(TestEngine.json(200, "{\"id\":\"new\"}"));
      engine.behave(held);
      await().until(() -> statusOf(sidecar.chat(ASK)).contains("ttl=-"));

      for (int i = 0; i < 10; i++) {
        HttpResponse<String> stale = sidecar.chat(ASK);
        assertThat(statusOf(stale)).matches("rampwright; hit; ttl=-\\d+; detail=memory");
        assertThat(stale.body()).contains("old");
        assertThat(stale.headers().firstValue("Age")).isPresent();
      }
      await().until(() -> engine.seen().size() == 2);
      held.answerAll();

      await().until(() -> sidecar.chat(ASK).body().contains("new"));
      assertThat(engine.seen().get(1).body()).isEqualTo(ASK);
    }
  }

  @Test
  void ofAllSidecarsOneAsksAnew() throws IOException {
    try (TestSidecar one = start("one", 60_000);
        TestSidecar two = start("two", 60_000)) {
      one.chat(ASK);
      await().until(() -> statusOf(two.chat(ASK)).contains("; hit;"));
      HeldEngine held = new HeldEngine(TestEngine.json(200, "{\"id\":\"new\"}"));
      engine.behave(held);
      await()
          .until(
              () ->
                  statusOf(one.chat(ASK)).contains("ttl=-")
                      && statusOf(two.chat(ASK)).contains("ttl=-")
                      && engine.seen().size() >= 2);
      for (int i = 0; i < 10; i++) {
        assertThat(statusOf(one.chat(ASK))).contains("; hit;");
        assertThat(statusOf(two.chat(ASK))).contains("; hit;");
      }
      long excused =
          one.stats().core().cache().redisErrors() + two.stats().core().cache().redisErrors();
      assertThat((long) engine.seen().size())
          .as("who cannot tell whether another one asks, asks")
          .isBetween(2L, 2 + excused);
      held.answerAll();

      await().until(() -> one.chat(ASK).body().contains("new"));
      await().until(() -> two.chat(ASK).body().contains("new"));
    }
  }

  /** The engine's trouble is no client's before the old answer is too old. */
  @Test
  void stayWhenTheEngineFails() throws IOException {
    try (TestSidecar sidecar = start("one", 60_000)) {
      sidecar.chat(ASK);
      engine.behave(TestEngine.json(500, "{}"));
      await().until(() -> statusOf(sidecar.chat(ASK)).contains("ttl=-"));
      await().until(() -> engine.seen().size() > 1);

      assertThat(sidecar.chat(ASK).statusCode()).isEqualTo(200);
      assertThat(sidecar.local().failed()).isZero();
      assertThat(sidecar.observe("/metrics").body())
          .containsPattern("cache_renewals_total\\{[^}]*result=\"failed\"");
      engine.behave(TestEngine.json(200, "{\"id\":\"new\"}"));

      await().until(() -> sidecar.chat(ASK).body().contains("new"));
    }
  }

  @Test
  void areNotForClientsThatSayHowOldAnAnswerMayBe() throws IOException {
    try (TestSidecar sidecar = start("one", 60_000)) {
      engine.behave(TestEngine.json(200, "{\"id\":\"old\"}"));
      sidecar.chat(ASK);
      HeldEngine held = new HeldEngine(TestEngine.json(500, "{}"));
      engine.behave(held);
      await().until(() -> statusOf(sidecar.chat(ASK)).contains("ttl=-"));
      await().until(() -> engine.seen().size() == 2);
      engine.behave(TestEngine.json(200, "{\"id\":\"asked\"}"));

      HttpResponse<String> answer = sidecar.chat(ASK, "Cache-Control", "max-age=3600");

      assertThat(statusOf(answer)).isEqualTo("rampwright; fwd=request; stored");
      assertThat(answer.body()).contains("asked");
    }
  }

  /** Nobody has asked in between, so nothing was renewed. */
  @Test
  void areGoneAfterTheirTime() throws IOException {
    try (TestSidecar sidecar = start("one", 100);
        RedisClient client = pods.redis().client()) {
      sidecar.chat(ASK);
      await().until(() -> !client.keys("rampwright:r:*").isEmpty());
      await().until(() -> client.keys("rampwright:r:*").isEmpty());

      assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
    }
  }

  private TestSidecar start(String name, long staleMillis) throws IOException {
    CacheConfig cache =
        new CacheConfig(
            "agents",
            0,
            1 << 20,
            new CacheConfig.Responses(true, TTL_MILLIS, null, staleMillis),
            pods.redis().address());
    TestSidecar sidecar = pods.start(name, pods.config(cache));
    await().until(sidecar::usesSecondLevel);
    return sidecar;
  }

  private static String statusOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("Cache-Status").orElseThrow();
  }
}
