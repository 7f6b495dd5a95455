package dev.rampwright.sidecar.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnginePoolTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> told = new ArrayList<>();
  private long now;
  private final EnginePool pool = new EnginePool(() -> now);

  @BeforeEach
  void oneSlotAndTwoPlaces() {
    pool.resize(new PoolSize(1, 2));
  }

  @Test
  void admitsUpToItsSlotsThenQueuesThenTurnsAway() {
    ask("a", "1");
    ask("a", "2");
    ask("a", "3");
    ask("a", "4");

    assertThat(told).containsExactly("1 in", "4 shed 1");
    assertThat(pool.inSlots()).isEqualTo(1);
    assertThat(pool.waiting()).isEqualTo(2);
    assertThat(pool.usedRatio()).isEqualTo(1.0);
  }

  @Test
  void givesAFreeSlotToWhoeverWaitsLongest() {
    Place first = ask("a", "1");
    ask("a", "2");
    ask("a", "3");

    pool.leave(first);
    pool.leave(first);

    assertThat(told).containsExactly("1 in", "2 in");
    assertThat(pool.inSlots()).isEqualTo(1);
  }

  @Test
  void forgetsWhoLeavesTheQueue() {
    Place first = ask("a", "1");
    Place second = ask("a", "2");
    ask("a", "3");

    pool.leave(second);
    pool.leave(first);

    assertThat(told).containsExactly("1 in", "3 in");
  }

  @Test
  void letsTenantsTakeTurns() {
    pool.resize(new PoolSize(1, 10));
    Place running = ask("a", "a1");
    for (String name : List.of("a2", "a3", "a4", "b1", "b2", "c1")) {
      ask(name.substring(0, 1), name);
    }

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pool.leave(running);
      running = admitted.getLast();
      order.add(told.getLast());
    }

    assertThat(order).containsExactly("a2 in", "b1 in", "c1 in", "a3 in", "b2 in", "a4 in");
  }

  @Test
  void takesAPlaceFromTheTenantThatHasMostOfThem() {
    ask("a", "a1");
    ask("a", "a2");
    ask("a", "a3");

    ask("b", "b1");
    ask("b", "b2");

    assertThat(told).as("a keeps its older one").containsExactly("a1 in", "a3 shed 1", "b2 shed 1");
  }

  @Test
  void saysWhenTheQueueWillHaveMoved() {
    pool.leave(held("a", 4 * SECOND));
    ask("a", "1");
    ask("a", "2");
    ask("a", "3");

    ask("a", "4");

    assertThat(told.getLast()).as("three times 4 s, one after the other").isEqualTo("4 shed 12");
  }

  @Test
  void neverSendsAnybodyAwayForLongerThanAMinute() {
    pool.leave(held("a", 3_600 * SECOND));
    ask("a", "1");
    ask("a", "2");
    ask("a", "3");

    ask("a", "4");

    assertThat(told.getLast()).isEqualTo("4 shed 60");
  }

  @Test
  void admitsWhomAnotherSizeHasRoomFor() {
    ask("a", "1");
    ask("a", "2");
    ask("a", "3");

    pool.resize(new PoolSize(2, 0));
    ask("a", "4");

    assertThat(told).as("who waits stays").containsExactly("1 in", "2 in", "4 shed 1");
    assertThat(pool.usedRatio()).isEqualTo(1.5);

    pool.resize(null);
    ask("a", "5");

    assertThat(told).endsWith("3 in", "5 in");
    assertThat(pool.usedRatio()).isZero();
  }

  private final List<Place> admitted = new ArrayList<>();

  private Place held(String tenant, long forNanos) {
    Place place = ask(tenant, "before");
    now += forNanos;
    return place;
  }

  private Place ask(String tenant, String name) {
    Place[] own = new Place[1];
    boolean[] early = new boolean[1];
    own[0] =
        pool.enter(
            tenant,
            new Waiter() {
              @Override
              public void admitted() {
                told.add(name + " in");
                if (own[0] == null) {
                  early[0] = true;
                } else {
                  admitted.add(own[0]);
                }
              }

              @Override
              public void shed(int retryAfterSeconds) {
                told.add(name + " shed " + retryAfterSeconds);
              }
            });
    if (early[0]) {
      admitted.add(own[0]);
    }
    return own[0];
  }
}
