package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.RestoreTrial;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The engine that runs.
 *
 * @param slots all it has; the one numbered n is at n
 * @param identity what it says of itself
 * @param trial whether its model reuses what is restored
 */
record Running(List<Slot> slots, String identity, RestoreTrial trial) {
  /** Asks what the engine is, and empties its slots: who used them before, nobody knows. */
  static Future<Running> begin(SlotEngine engine) {
    return engine
        .describe()
        .compose(
            told -> {
              List<Slot> slots = IntStream.range(0, told.slots()).mapToObj(Slot::new).toList();
              Future<Void> erased = Future.succeededFuture();
              for (Slot slot : slots) {
                erased = erased.compose(before -> engine.erase(slot.id()));
              }
              return erased.map(all -> new Running(slots, told.identity(), new RestoreTrial()));
            });
  }
}
