package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Two sidecars that share a real Redis and are asked the same. */
class LeaseIT {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";
  private static final String ASK_STREAM = "{\"temperature\":0,\"stream\":true}";

  private final TestPods pods;
  private final TestEngine engine;
  private final HeldEngine held = new HeldEngine(TestEngine.json(200, "{\"id\":\"once\"}"));
  private TestSidecar one;
  private TestSidecar two;

  LeaseIT(@TempDir Path folder) throws IOException {
    this.pods = new TestPods(folder);
    this.engine = pods.engine();
    this.one = start("one");
    this.two = start("two");
    engine.behave(held);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    pods.close();
  }

  /** A call of Redis that took too long is a miss, as it is meant to be: then it is tried again. */
  @Test
  void oneAsksTheEngineForBoth() {
    for (int i = 0; i < 10; i++) {
      String ask = ASK.replace("hi", "hi" + i);
      int calls = engine.seen().size();
      List<HttpResponse<String>> answers = answersOfBoth(ask);
      answers.forEach(answer -> assertThat(answer.body()).contains("once"));
      if (failures() == 0) {
        assertThat(engine.seen()).hasSize(calls + 1);
        answers
            .subList(10, 20)
            .forEach(answer -> assertThat(statusOf(answer)).endsWith("detail=redis"));
        await().until(() -> leases() == 0);
        return;
      }
      restart();
    }
    throw new AssertionError("Redis was too slow each time");
  }

  /** Ten of each; the second's are there before the first's are answered. */
  private List<HttpResponse<String>> answersOfBoth(String ask) {
    int calls = engine.seen().size();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    IntStream.range(0, 10).forEach(i -> answers.add(ask(one, ask)));
    await().until(() -> engine.seen().size() > calls);
    long tried = claims();
    IntStream.range(0, 10).forEach(i -> answers.add(ask(two, ask)));
    await().until(() -> claims() > tried || failures() > 0);
    await()
        .until(
            () -> {
              held.answerAll();
              return answers.stream().allMatch(CompletableFuture::isDone);
            });
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private void restart() {
    one.close();
    two.close();
    try {
      one = start("one");
      two = start("two");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long failures() {
    return one.stats().core().cache().redisErrors() + two.stats().core().cache().redisErrors();
  }

  private long claims() {
    try (RedisClient client = pods.redis().client()) {
      return client
          .info("commandstats")
          .lines()
          .filter(line -> line.startsWith("cmdstat_set:calls="))
          .mapToLong(line -> Long.parseLong(line.split("[=,]", -1)[1]))
          .sum();
    }
  }

  /** A stream's client would see nothing before the other one's end. */
  @Test
  void aStreamIsNotWaitedForLong() {
    CompletableFuture<HttpResponse<String>> first = ask(one, ASK_STREAM);
    await().until(() -> engine.seen().size() == 1);
    CompletableFuture<HttpResponse<String>> second = ask(two, ASK_STREAM);

    await().until(() -> engine.seen().size() == 2);
    held.answerAll();

    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(statusOf(second.join())).contains("fwd=miss");
  }

  @Test
  void aSidecarThatDiesHoldsNobodyUp() throws IOException {
    TestSidecar dying = start("dying");
    var unused = ask(dying, ASK);
    await().until(() -> engine.seen().size() == 1);
    CompletableFuture<HttpResponse<String>> second = ask(two, ASK);

    dying.close();

    await().until(() -> engine.seen().size() == 2);
    held.answerAll();
    assertThat(second.join().statusCode()).isEqualTo(200);
  }

  @Test
  void anErrorIsNoAnswerForTheOther() {
    HeldEngine failing = new HeldEngine(TestEngine.json(500, "{}"));
    engine.behave(failing);
    CompletableFuture<HttpResponse<String>> first = ask(one, ASK);
    await().until(() -> engine.seen().size() == 1);
    CompletableFuture<HttpResponse<String>> second = ask(two, ASK);
    await().until(() -> two.stats().core().inFlightLocal() == 1);
    engine.behave(TestEngine.json(200, "{\"id\":\"mine\"}"));

    failing.answerAll();

    assertThat(first.join().statusCode()).isEqualTo(500);
    assertThat(second.join().body()).contains("mine");
  }

  @Test
  void nobodyWaitsForAnAnswerThatNobodyWants() {
    CompletableFuture<HttpResponse<String>> first = ask(one, ASK);
    await().until(() -> engine.seen().size() == 1);

    first.cancel(true);

    await().until(() -> engine.abandoned() > 0);
    await().until(() -> leases() == 0);
  }

  private TestSidecar start(String name) throws IOException {
    TestSidecar sidecar = pods.start(name, pods.config());
    await().until(sidecar::usesSecondLevel);
    return sidecar;
  }

  private long leases() {
    try (RedisClient client = pods.redis().client()) {
      return client.keys("rampwright:l:*").size();
    }
  }

  private static CompletableFuture<HttpResponse<String>> ask(TestSidecar sidecar, String json) {
    return sidecar
        .client()
        .sendAsync(
            sidecar
                .serve("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
  }

  private static String statusOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("Cache-Status").orElseThrow();
  }
}
