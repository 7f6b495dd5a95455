package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.Layer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedGenerationsTest {
  private final Deque<Promise<Map<String, Long>>> asked = new ArrayDeque<>();
  private final List<Map<String, Long>> restored = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Future<Long> raised = Future.failedFuture("gone");
  private final SharedGenerations generations =
      new SharedGenerations(
          new Generations(() -> Instant.ofEpochMilli(1_000)), new FakeStore(), new Events());

  /** An entry could be one that was invalidated before this process began. */
  @Test
  void nothingMayBeReadBeforeTheStoreHasTold() {
    generations.begin();
    assertThat(generations.isTold()).isFalse();

    asked.remove().complete(Map.of("a", 7L));

    assertThat(generations.isTold()).isTrue();
    assertThat(generations.of("a")).isEqualTo(7);
  }

  @Test
  void aFailureIsToldOnceAndTheNextAnswerEndsIt() {
    generations.begin();
    asked.remove().fail("refused");
    generations.poll();
    asked.remove().fail("refused again");
    assertThat(generations.isTold()).isFalse();
    assertThat(failures).containsExactly("refused");

    generations.poll();
    asked.remove().complete(Map.of());

    assertThat(generations.isTold()).isTrue();
  }

  @Test
  void whatAnotherStoreWasAskedBeforeDoesNotCount() {
    generations.begin();
    generations.begin();
    asked.remove().complete(Map.of("a", 7L));

    assertThat(generations.isTold()).isFalse();
    assertThat(generations.of("a")).isZero();
    asked.remove().complete(Map.of());
    assertThat(generations.isTold()).isTrue();
  }

  @Test
  void anInvalidationHoldsHereWhateverBecomesOfTheStore() {
    assertThat(generations.raise("a").result()).isFalse();

    assertThat(generations.of("a")).isEqualTo(1_000);
  }

  @Test
  void whatOthersHaveRaisedFurtherIsTakenOver() {
    raised = Future.succeededFuture(5_000L);

    assertThat(generations.raise("a").result()).isTrue();

    assertThat(generations.of("a")).isEqualTo(5_000);
  }

  @Test
  void whatTheStoreHasLostIsPutBack() {
    var unused = generations.raise("a");
    generations.poll();
    asked.remove().complete(Map.of("b", 3L));
    assertThat(restored).containsExactly(Map.of("a", 1_000L));

    generations.poll();
    asked.remove().complete(Map.of("a", 1_000L, "b", 3L));
    assertThat(restored).hasSize(1);
  }

  @Test
  void underOtherNamesAllBeginsAnew() {
    var unused = generations.raise("a");
    generations.forget();

    assertThat(generations.isEmpty()).isTrue();
    assertThat(generations.isTold()).isFalse();
  }

  private final class FakeStore implements SharedGenerations.Store {
    @Override
    public boolean isThere() {
      return true;
    }

    @Override
    public Future<Map<String, Long>> firstGenerations() {
      return generations();
    }

    @Override
    public Future<Map<String, Long>> generations() {
      Promise<Map<String, Long>> answer = Promise.promise();
      asked.add(answer);
      return answer.future();
    }

    @Override
    public Future<Long> raise(String scope, long atLeast) {
      return raised;
    }

    @Override
    public void restore(Map<String, Long> lost) {
      restored.add(lost);
    }
  }

  private final class Events implements CacheEvents {
    @Override
    public void lookedUp(Layer layer, String level, Result result) {}

    @Override
    public void bypassed(Layer layer) {}

    @Override
    public void redisFailed(String what) {
      failures.add(what);
    }
  }
}
