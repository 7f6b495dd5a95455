package dev.rampwright.sidecar.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no client waits for has a slot only while nobody needs it. */
class LentSlotsTest {
  private final List<String> told = new ArrayList<>();
  private final EnginePool pool = new EnginePool(() -> 0);

  @Test
  void aClientTakesTheLastOneBackAtOnce() {
    pool.resize(new PoolSize(2, 0));
    Optional<Place> lent = pool.lend(() -> told.add("give way"));
    ask("1");
    assertThat(told).containsExactly("1 in");

    ask("2");

    assertThat(told).containsExactly("1 in", "give way", "2 in");
    assertThat(pool.inSlots()).isEqualTo(2);
    pool.leave(lent.orElseThrow());
    assertThat(pool.inSlots()).isEqualTo(2);
  }

  @Test
  void noneIsLentWhileClientsNeedThemAll() {
    pool.resize(new PoolSize(1, 1));
    ask("1");

    assertThat(pool.lend(() -> told.add("give way"))).isEmpty();
    ask("2");
    ask("3");
    assertThat(told).containsExactly("1 in", "3 shed");
  }

  @Test
  void whatIsGivenBackIsNotAskedForAgain() {
    pool.resize(new PoolSize(1, 1));
    pool.leave(pool.lend(() -> told.add("give way")).orElseThrow());
    assertThat(pool.inSlots()).isZero();

    ask("1");
    ask("2");

    assertThat(told).containsExactly("1 in");
  }

  private void ask(String name) {
    var unused =
        pool.enter(
            "tenant",
            new Waiter() {
              @Override
              public void admitted() {
                told.add(name + " in");
              }

              @Override
              public void shed(int retryAfterSeconds) {
                told.add(name + " shed");
              }
            });
  }
}
