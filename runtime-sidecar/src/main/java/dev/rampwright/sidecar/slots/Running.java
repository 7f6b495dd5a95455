package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.RestoreTrial;
import dev.rampwright.sidecar.slots.policy.SlotView;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The engine that runs.
 *
 * @param slots all it has; the one numbered n is at n
 * @param identity what it says of itself
 * @param trial whether its model reuses what is restored
 */
record Running(List<Slot> slots, String identity, RestoreTrial trial) {
  /** Its slots as a request with such a prompt finds them. */
  List<SlotView> seenBy(PromptPrint asked) {
    return slots.stream().map(slot -> slot.seenBy(asked)).toList();
  }

  Stream<Slot> idle() {
    return slots.stream().filter(slot -> !slot.isBusy());
  }

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
