package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.RedisConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * What a second level can do to its users, beyond what {@link CacheIT} and {@link ExternalRedisIT}
 * show: no request fails, and none is answered wrongly. Run by {@code make e2e-cache}.
 */
class RedisFailures {
  private static final int REQUESTS = 40;

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Path folder;

  RedisFailures(@TempDir Path folder) {
    this.folder = folder;
    engine.behave(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end("{\"echo\":" + body.toString() + "}"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    engine.close();
    redis.close();
  }

  /** Nobody accepts: the queue of new connections is full, and further ones are not answered. */
  @Test
  void blackHoled() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 8; i++) {
        SocketChannel waiting = SocketChannel.open();
        open.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(full.getLocalSocketAddress());
      }
      TestSidecar sidecar = start(new RedisConfig("127.0.0.1", full.getLocalPort()));

      answersAll(sidecar);

      assertThat(sidecar.usesSecondLevel()).isFalse();
    }
  }

  @Test
  void slow() throws IOException {
    TestSidecar sidecar = startWithRedis();
    for (int i = 0; i < REQUESTS; i++) {
      redis.command("CLIENT", "PAUSE", "100", "ALL");
      answers(sidecar, "slow" + i);
    }

    assertThat(sidecar.stats().core().cache().redisErrors()).isPositive();
  }

  @Test
  void outOfMemory() {
    TestSidecar sidecar = startWithRedis();
    answers(sidecar, "kept");
    try (RedisClient client = redis.client()) {
      await().until(() -> client.dbSize() > 0);
      client.configSet("maxmemory-policy", "noeviction");
      client.configSet("maxmemory", "1");
      answersAll(sidecar);

      assertThat(sidecar.log()).contains("OOM");
      client.configSet("maxmemory", "0");
      isUsedAgain(sidecar, client);
    }
  }

  /** As after a failover that the sidecar has not noticed. */
  @Test
  void readOnly() throws IOException {
    TestSidecar sidecar = startWithRedis();
    try (RedisClient client = redis.client()) {
      redis.command("REPLICAOF", "127.0.0.1", "1");
      answersAll(sidecar);

      assertThat(sidecar.log()).contains("READONLY");
      redis.command("REPLICAOF", "NO", "ONE");
      isUsedAgain(sidecar, client);
    }
  }

  /** Other types of values under our keys, and noise as entries. */
  @Test
  void restartedWithGarbage() {
    TestSidecar first = startWithRedis();
    for (int i = 0; i < REQUESTS; i++) {
      answers(first, "entry" + i);
    }
    try (RedisClient client = redis.client()) {
      await().until(() -> client.keys("rampwright:r:*").size() > REQUESTS / 2);
      int n = 0;
      for (String key : client.keys("rampwright:r:*")) {
        client.del(key);
        switch (n++ % 4) {
          case 0 -> client.rpush(key, "a list");
          case 1 -> client.set(key, "");
          case 2 -> client.set(key.getBytes(UTF_8), new byte[100_000]);
          default -> client.set(key, "RWRC\u0002 and then nothing of ours");
        }
      }
      TestSidecar second = startWithRedis();

      for (int i = 0; i < REQUESTS; i++) {
        answers(second, "entry" + i);
      }

      client.del("rampwright:g");
      client.set("rampwright:g", "not a sorted set");
      answersAll(start(redis.address()));
    }
  }

  @Test
  void killedAndBackAgainAndAgain() {
    TestSidecar sidecar = startWithRedis();
    int port = redis.port();
    redis.close();
    for (int i = 0; i < 5; i++) {
      answersAll(sidecar);
      try (RedisServer back = new RedisServer(port)) {
        answersAll(sidecar);
        assertThat(back.port()).isEqualTo(port);
      }
    }
  }

  private void isUsedAgain(TestSidecar sidecar, RedisClient client) {
    client.flushAll();
    await()
        .until(
            () -> {
              answers(sidecar, "again" + System.nanoTime());
              return !client.keys("rampwright:r:*").isEmpty();
            });
  }

  private static void answersAll(TestSidecar sidecar) {
    for (int i = 0; i < REQUESTS; i++) {
      answers(sidecar, "request" + i);
    }
  }

  private static void answers(TestSidecar sidecar, String prompt) {
    String ask = "{\"temperature\":0,\"messages\":[{\"content\":\"" + prompt + "\"}]}";
    HttpResponse<String> answer = sidecar.chat(ask);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"echo\":" + ask + "}");
  }

  private TestSidecar startWithRedis() {
    TestSidecar sidecar = start(redis.address());
    await().until(sidecar::usesSecondLevel);
    return sidecar;
  }

  private TestSidecar start(RedisConfig address) {
    TestSidecar sidecar =
        TestSidecar.start(
            folder, TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(address)));
    open.add(sidecar);
    return sidecar;
  }
}
