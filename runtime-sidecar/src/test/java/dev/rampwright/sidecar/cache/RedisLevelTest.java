package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.cache.policy.Namespace;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beside a second level that takes every call and answers none. */
class RedisLevelTest {
  private static final int TO_OPEN = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Freshness NOW = new Freshness(0, 0);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final AtomicLong now = new AtomicLong();
  private final Silent silent = new Silent();
  private final CircuitBreaker breaker = new CircuitBreaker(TO_OPEN, PAUSE, now::get);
  private final List<CacheEvents.Result> results = new ArrayList<>();
  private final CacheEvents events = new Events();
  private final RedisLevel level =
      new RedisLevel(
          new RedisConnector(Path.of("none"), Path.of("none")),
          new RedisCalls(
              vertx, loop, new RedisThreads(silent, silent), breaker, Duration.ofHours(1)),
          events);
  private int keys;

  RedisLevelTest() {
    level.use(new RedisConfig("127.0.0.1", 1));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Neither those that are under way nor those that wait for a connection. */
  @Test
  void nobodyWaitsAnyMoreOnceTheBreakerHasOpened() {
    List<Future<RedisLevel.Reply>> asked = onLoop(() -> lookUp(RedisConnector.MAX_CONNECTIONS + 2));

    letFail(TO_OPEN - 1);
    assertThat(asked).filteredOn(Future::isComplete).hasSize(TO_OPEN - 1);

    letFail(1);

    assertThat(asked).allMatch(Future::isComplete);
    assertThat(results).containsOnly(CacheEvents.Result.ERROR);
  }

  @Test
  void aUsersRequestIsNeverTheProbe() {
    open();
    now.addAndGet(PAUSE.toNanos());

    List<Future<RedisLevel.Reply>> asked = onLoop(() -> lookUp(1));

    assertThat(asked).allMatch(Future::isComplete);
    assertThat(results).last().isEqualTo(CacheEvents.Result.SKIPPED);
  }

  @Test
  void theLookAtTheGenerationsIs() {
    open();
    now.addAndGet(PAUSE.toNanos());

    Future<Map<String, Long>> probe = onLoop(level::generations);

    assertThat(probe.isComplete()).isFalse();
    assertThat(onLoop(() -> lookUp(1))).as("meanwhile").allMatch(Future::isComplete);
    assertThat(onLoop(level::generations).failed()).as("another one").isTrue();
  }

  private void open() {
    var unused = onLoop(() -> lookUp(TO_OPEN));
    letFail(TO_OPEN);
    assertThat(onLoop(level::isBreakerOpen)).isTrue();
  }

  private List<Future<RedisLevel.Reply>> lookUp(int times) {
    List<Future<RedisLevel.Reply>> asked = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      CacheKey key = new CacheKey("%064x".formatted(keys++), new Namespace("tenant:alice"));
      asked.add(level.get(key, NOW, events));
    }
    return asked;
  }

  private void letFail(int calls) {
    for (int i = 0; i < calls; i++) {
      silent.giveUpOne();
    }
    // The loop does things in their order, so that it has heard of them after this.
    assertThat(onLoop(() -> true)).isTrue();
  }

  private <T> T onLoop(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.runOnContext(v -> done.complete(work.get()));
    return done.join();
  }

  /** Threads whose calls block until the test lets one fail: its client has nobody to talk to. */
  private static final class Silent extends AbstractExecutorService {
    private final List<Runnable> blocked = new ArrayList<>();

    @Override
    public synchronized void execute(Runnable call) {
      blocked.add(call);
    }

    synchronized void giveUpOne() {
      blocked.removeFirst().run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private final class Events implements CacheEvents {
    @Override
    public void lookedUp(Layer layer, String level, Result result) {
      results.add(result);
    }

    @Override
    public void bypassed(Layer layer) {}

    @Override
    public void redisFailed(String what) {}
  }
}
