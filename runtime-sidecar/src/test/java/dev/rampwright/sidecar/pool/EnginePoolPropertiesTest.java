package dev.rampwright.sidecar.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random arrivals, departures and resizes; a failing seed is in the message. */
class EnginePoolPropertiesTest {
  private static final int RUNS = 300;
  private static final int STEPS = 300;
  private static final List<String> TENANTS = List.of("a", "b", "c", "d");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private enum Fate {
    ADMITTED,
    SHED,
    LEFT
  }

  private static final class Asked implements Waiter {
    private final int number;
    private final String tenant;
    private final List<Fate> fates = new ArrayList<>();
    private final List<Asked> order;
    private @Nullable Place place;

    Asked(int number, String tenant, List<Asked> order) {
      this.number = number;
      this.tenant = tenant;
      this.order = order;
    }

    @Override
    public void admitted() {
      fates.add(Fate.ADMITTED);
      order.add(this);
    }

    @Override
    public void shed(int retryAfterSeconds) {
      assertThat(retryAfterSeconds).isBetween(1, 60);
      fates.add(Fate.SHED);
    }

    Place place() {
      return Objects.requireNonNull(place);
    }

    boolean isWaiting() {
      return fates.isEmpty();
    }
  }

  @Test
  void keepsItsBoundsIdlesNeverAndTellsEverybodyOnce() {
    for (int run = 0; run < RUNS; run++) {
      EnginePool pool = new EnginePool(random::nextLong);
      int slots = 1 + random.nextInt(4);
      int depth = random.nextInt(6);
      pool.resize(new PoolSize(slots, depth));
      List<Asked> order = new ArrayList<>();
      List<Asked> all = new ArrayList<>();
      Set<Asked> inSlots = new HashSet<>();
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(3) > 0) {
          arrive(pool, all, order);
        } else if (!all.isEmpty()) {
          leave(pool, all.get(random.nextInt(all.size())), inSlots);
        }
        order.forEach(inSlots::add);
        inSlots.removeIf(asked -> asked.fates.contains(Fate.LEFT));
        long waiting = all.stream().filter(Asked::isWaiting).count();
        assertThat(pool.inSlots()).as("seed %d", seed).isEqualTo(inSlots.size());
        assertThat(pool.waiting()).as("seed %d", seed).isEqualTo((int) waiting);
        assertThat(pool.inSlots()).as("seed %d", seed).isLessThanOrEqualTo(slots);
        assertThat(pool.waiting()).as("seed %d", seed).isLessThanOrEqualTo(depth);
        assertThat(waiting == 0 || pool.inSlots() == slots)
            .as("seed %d: nobody waits before an idle slot", seed)
            .isTrue();
      }
      assertThat(all)
          .as("seed %d", seed)
          .allSatisfy(
              asked ->
                  assertThat(asked.fates)
                      .filteredOn(fate -> fate != Fate.LEFT)
                      .hasSizeLessThanOrEqualTo(1));
      assertOrderedWithinTenants(order);
    }
  }

  /** Of two tenants that have somebody waiting all the time, none is admitted twice in a row. */
  @Test
  void givesEachTenantThatWaitsItsTurn() {
    for (int run = 0; run < RUNS; run++) {
      EnginePool pool = new EnginePool(() -> 0);
      pool.resize(new PoolSize(1, 1_000));
      List<Asked> order = new ArrayList<>();
      List<Asked> all = new ArrayList<>();
      int requests = 50;
      Map<String, Integer> waiting = new HashMap<>();
      for (int i = 0; i < requests; i++) {
        waiting.merge(arrive(pool, all, order).tenant, 1, Integer::sum);
      }
      waiting.merge(order.getFirst().tenant, -1, Integer::sum);
      while (order.size() < requests) {
        long tenants = waiting.values().stream().filter(count -> count > 0).count();
        int from = order.size();
        for (int i = 0; i < tenants; i++) {
          pool.leave(order.getLast().place());
        }
        List<String> round =
            order.subList(from, order.size()).stream().map(it -> it.tenant).toList();
        assertThat(round).as("seed %d: one turn each", seed).doesNotHaveDuplicates();
        round.forEach(tenant -> waiting.merge(tenant, -1, Integer::sum));
      }
    }
  }

  private Asked arrive(EnginePool pool, List<Asked> all, List<Asked> order) {
    Asked asked = new Asked(all.size(), TENANTS.get(random.nextInt(1 + random.nextInt(4))), order);
    all.add(asked);
    asked.place = pool.enter(asked.tenant, asked);
    return asked;
  }

  private static void leave(EnginePool pool, Asked asked, Set<Asked> inSlots) {
    boolean hadPlace = asked.isWaiting() || inSlots.contains(asked);
    if (hadPlace) {
      asked.fates.add(Fate.LEFT);
    }
    pool.leave(asked.place());
  }

  private void assertOrderedWithinTenants(List<Asked> order) {
    Map<String, Integer> last = new HashMap<>();
    order.forEach(
        asked -> {
          Integer before = last.put(asked.tenant, asked.number);
          assertThat(before == null || before < asked.number).as("seed %d", seed).isTrue();
        });
  }
}
