package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Two sidecars that share a real Redis; what one of them is told, both must follow. */
class InvalidationIT {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";

  private final TestPods pods;
  private final TestSidecar one;
  private final TestSidecar two;

  InvalidationIT(@TempDir Path folder) throws IOException {
    this.pods = new TestPods(folder);
    this.one = start("one");
    this.two = start("two");
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    pods.close();
  }

  private TestSidecar start(String name) throws IOException {
    return pods.start(name, TestPods.byHeader(pods.config()));
  }

  @Test
  void aTenantLosesItsEntriesHereAtOnceAndTheOthersKeepTheirs() {
    ask(one, "alice");
    ask(one, "bob");
    long begun = System.nanoTime();

    HttpResponse<String> answer = one.invalidate("{\"tenant\":\"alice\"}");

    assertThat(ask(one, "alice")).contains("fwd=miss");
    assertThat((System.nanoTime() - begun) / 1_000_000).as("milliseconds").isLessThan(1_000);
    assertThat(answer.body()).isEqualTo("{\"invalidated\":true,\"shared\":true}");
    assertThat(ask(one, "bob")).contains("; hit;");
    assertThat(ask(one, "alice")).contains("; hit;");
  }

  @Test
  void theOtherSidecarsFollow() {
    ask(one, "alice");
    await().until(() -> ask(two, "alice").contains("; hit;"));

    one.invalidate("{\"tenant\":\"alice\"}");

    await().until(() -> ask(two, "alice").contains("fwd=miss"));
    assertThat(ask(two, "bob")).contains("fwd=miss");
    assertThat(ask(two, "bob")).contains("; hit;");
  }

  /** Each looks once a second anyhow; what is more than that came of messages. */
  @Test
  void sidecarsLookAtOnceWhenTheyAreTold() {
    try (RedisClient client = pods.redis().client()) {
      await().until(() -> client.publish("rampwright:g", "nothing") == 2);
      long begun = System.nanoTime();
      long before = looks(client);
      for (int i = 0; i < 20; i++) {
        long now = looks(client);
        client.publish("rampwright:g", "nothing");
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> looks(client) >= now + 2);
      }
      long seconds = (System.nanoTime() - begun) / 1_000_000_000 + 1;

      assertThat(looks(client) - before - 2 * seconds).isGreaterThanOrEqualTo(20);
    }
  }

  private static long looks(RedisClient client) {
    return client
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_zrange:calls="))
        .mapToLong(line -> Long.parseLong(line.split("[=,]", -1)[1]))
        .sum();
  }

  @Test
  void aModelLosesTheEntriesOfAllTenants() {
    ask(one, "alice");
    ask(one, "bob");

    one.invalidate("{\"model\":\"model\"}");

    assertThat(ask(one, "alice")).contains("fwd=miss");
    assertThat(ask(one, "bob")).contains("fwd=miss");
    one.invalidate("{\"model\":\"another\"}");
    assertThat(ask(one, "alice")).contains("; hit;");
  }

  /** The entries are still in Redis, and the new process has never heard of the invalidation. */
  @Test
  void aSidecarThatStartsLaterReadsNothingOfWhatWasInvalidated() throws IOException {
    ask(one, "alice");
    try (RedisClient client = pods.redis().client()) {
      await().until(() -> client.keys("rampwright:r:*").size() == 1);
    }
    one.invalidate("{\"tenant\":\"alice\"}");

    try (TestSidecar later = start("later")) {
      assertThat(ask(later, "alice")).contains("fwd=miss");
      assertThat(pods.engine().seen()).hasSize(2);
    }
  }

  /** As when Redis was short of memory, or began anew. */
  @Test
  void whatRedisLosesIsPutBack() {
    ask(one, "alice");
    one.invalidate("{\"tenant\":\"alice\"}");
    try (RedisClient client = pods.redis().client()) {
      assertThat(client.zcard("rampwright:g")).isEqualTo(1);
      client.del("rampwright:g");

      await().until(() -> client.zcard("rampwright:g") == 1);
      assertThat(client.zrange("rampwright:g", 0, -1).toString()).doesNotContain("alice");
    }
  }

  @Test
  void withoutRedisItHoldsHereAndSaysSo() {
    one.put(AdminPaths.CONFIG, TestPods.byHeader(pods.config(TestSidecar.cache(null))));
    ask(one, "alice");

    assertThat(one.invalidate("{\"tenant\":\"alice\"}").body()).contains("\"shared\":false");
    assertThat(ask(one, "alice")).contains("fwd=miss");
  }

  @Test
  void tellsWhatItHasAndHow() {
    ask(one, "alice");
    ask(one, "alice");

    assertThat(one.cacheStats())
        .contains("\"memory\":{\"hits\":1,\"entries\":1,\"bytes\":")
        .contains("\"misses\":1", "\"corrupt\":0", "\"breakerOpen\":false");
    assertThat(one.send(one.cacheCall(AdminPaths.CACHE_CONFIG).GET()).body())
        .contains("\"ttlMillis\":60000", "\"port\":" + pods.redis().port())
        .doesNotContain(RedisServer.PASSWORD, "cache-secret");
    assertThat(one.sendAsOperator(one.admin(AdminPaths.CACHE_STATS).GET()).statusCode())
        .as("the operator's port serves it too")
        .isEqualTo(200);
  }

  @Test
  void needsTheTokenAndASenseOfWhatIsMeant() {
    assertThat(one.send(one.local(AdminPaths.CACHE_STATS).GET()).statusCode()).isEqualTo(401);
    for (String body :
        new String[] {
          "",
          "nonsense",
          "{}",
          "[]",
          "{\"tenant\":\"\"}",
          "{\"tenant\":\"a\",\"model\":\"b\"}",
          "{\"everything\":\"x\"}"
        }) {
      assertThat(one.invalidate(body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(one.send(one.cacheCall("/cache/unknown").GET()).body())
        .contains(AdminPaths.CACHE_INVALIDATE);
    assertThat(
            one.send(one.serve(AdminPaths.CACHE_STATS).header("x-tenant", "a").GET()).statusCode())
        .as("on the clients' port")
        .isEqualTo(404);
  }

  private static String ask(TestSidecar sidecar, String tenant) {
    return sidecar.chat(ASK, "x-tenant", tenant).headers().firstValue("Cache-Status").orElse("");
  }
}
