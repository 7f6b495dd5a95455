package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** A thousand entries of a real Redis that are not what they should be: none is served. */
class DamagedEntriesIT {
  private static final int ENOUGH = 1_000;

  /** Some more, for a busy machine may not keep all. */
  private static final int ENTRIES = 1_104;

  private static final int AT_ONCE = 4;

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final Path folder;
  private TestSidecar sidecar;

  DamagedEntriesIT(@TempDir Path folder) {
    this.folder = folder;
    engine.behave(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end("{\"answered\":" + body + "}"));
    this.sidecar = start();
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  private TestSidecar start() {
    return start(TestSidecar.cache(redis.address()));
  }

  private TestSidecar start(CacheConfig cache) {
    return TestSidecar.start(folder, TestSidecar.config("aaaaaaaa", engine.port(), cache));
  }

  @Test
  void servesNoneOfAThousand() {
    Random random = new Random(11);
    try (RedisClient client = redis.client()) {
      fill(client);
      int damaged = damageAll(client, random);
      int askedBefore = engine.seen().size();

      List<HttpResponse<String>> answers = askAll();

      for (int i = 0; i < ENTRIES; i++) {
        assertThat(statusOf(answers.get(i))).as("entry %d", i).contains("fwd=miss");
        assertThat(answers.get(i).body()).isEqualTo("{\"answered\":" + ask(i) + "}");
      }
      assertThat(engine.seen()).hasSize(askedBefore + ENTRIES);
      // The rest was not read in time: all of them on a quiet machine, fewer on a busy one.
      System.out.printf("%d damaged entries, %d of them read%n", damaged, corrupt());
      assertThat(corrupt()).isBetween(damaged / 4, damaged);
    }
  }

  /** Leaves a new sidecar, and at least {@link #ENOUGH} entries; a busy machine drops some. */
  private void fill(RedisClient client) {
    do {
      await().until(() -> sidecar.usesSecondLevel());
      askAll();
      sidecar.close();
      sidecar = start();
    } while (keys(client).size() < ENOUGH);
    await().until(() -> sidecar.usesSecondLevel());
  }

  /** A few at a time: a sidecar leaves its second level alone when it is asked too much at once. */
  private List<HttpResponse<String>> askAll() {
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i += AT_ONCE) {
      List<CompletableFuture<HttpResponse<String>>> some =
          IntStream.range(i, i + AT_ONCE)
              .mapToObj(
                  number ->
                      sidecar
                          .client()
                          .sendAsync(
                              sidecar
                                  .serve("/v1/chat/completions")
                                  .header("Content-Type", "application/json")
                                  .POST(BodyPublishers.ofString(ask(number)))
                                  .build(),
                              BodyHandlers.ofString()))
              .toList();
      some.forEach(answer -> answers.add(answer.join()));
    }
    return answers;
  }

  /** By turns: a flipped bit, a cut tail, another request's entry. */
  private static int damageAll(RedisClient client, Random random) {
    List<String> keys = new ArrayList<>(keys(client));
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i).getBytes(UTF_8);
      byte[] entry = client.get(key);
      byte[] damaged =
          switch (i % 3) {
            case 0 -> {
              entry[random.nextInt(entry.length)] ^= (byte) (1 << random.nextInt(8));
              yield entry;
            }
            case 1 -> Arrays.copyOf(entry, random.nextInt(entry.length));
            default -> client.get(keys.get((i + 3) % keys.size()).getBytes(UTF_8));
          };
      client.set(key, damaged, new SetParams().ex(300));
    }
    return keys.size();
  }

  /** Another sidecar may have mended it between the reading and the dropping. */
  @Test
  void dropsOnlyWhatItHasRead() {
    sidecar.chat(ask(0));
    try (RedisClient client = redis.client()) {
      await().until(() -> keys(client).size() == 1);
      String key = keys(client).iterator().next();
      client.set(key, "nonsense");
      sidecar.close();
      sidecar = start();
      assertThat(statusOf(sidecar.chat(ask(0)))).contains("fwd=miss; stored");

      await().until(() -> !"nonsense".equals(client.get(key)));
      sidecar.close();
      sidecar = start();
      assertThat(statusOf(sidecar.chat(ask(0)))).contains("; hit;");
    }
  }

  @Test
  void anotherSecretForEntriesLeavesMemoryAsItIs() throws IOException {
    sidecar.chat(ask(0));
    rotate();
    try (RedisClient client = redis.client()) {
      client.flushAll();
    }

    assertThat(statusOf(sidecar.chat(ask(0)))).contains("; hit;");
  }

  @Test
  void anotherSecretForEntriesNeedsNoRestart() throws IOException {
    sidecar.close();
    sidecar = start(nothingInMemory());
    sidecar.chat(ask(0));
    sidecar.chat(ask(1));
    try (RedisClient client = redis.client()) {
      await().until(() -> keys(client).size() == 2);
    }
    rotate();

    assertThat(statusOf(sidecar.chat(ask(0)))).as("read by the earlier one").contains("; hit;");
    sidecar.chat(ask(2));
    Files.delete(folder.resolve(SidecarFiles.CACHE_ENCRYPTION_PREVIOUS));
    try (RedisClient client = redis.client()) {
      await().until(() -> keys(client).size() == 3);
    }
    sidecar.close();
    sidecar = start();

    assertThat(statusOf(sidecar.chat(ask(2)))).as("written by the newest").contains("; hit;");
    assertThat(statusOf(sidecar.chat(ask(1)))).as("whose secret is gone").contains("fwd=miss");
    assertThat(sidecar.log()).doesNotContain("another-secret", "cache-secret");
  }

  private void rotate() throws IOException {
    Files.writeString(folder.resolve(SidecarFiles.CACHE_ENCRYPTION_PREVIOUS), "cache-secret");
    Files.writeString(folder.resolve(SidecarFiles.CACHE_ENCRYPTION), "another-secret");
    await().until(() -> sidecar.log().contains("other secrets of the cache are in force"));
  }

  /** So that all is read from the second level. */
  private CacheConfig nothingInMemory() {
    CacheConfig usual = TestSidecar.cache(redis.address());
    return new CacheConfig(usual.name(), usual.epoch(), 1, usual.responses(), usual.redis());
  }

  private int corrupt() {
    Matcher counter =
        Pattern.compile("layer=\"redis\",result=\"corrupt\",} ([0-9.]+)")
            .matcher(sidecar.observe("/metrics").body());
    assertThat(counter.find()).isTrue();
    return (int) Double.parseDouble(counter.group(1));
  }

  private static Set<String> keys(RedisClient client) {
    return client.keys("rampwright:r:*");
  }

  private static String ask(int number) {
    return "{\"temperature\":0,\"messages\":[{\"content\":\"" + number + "\"}]}";
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }
}
