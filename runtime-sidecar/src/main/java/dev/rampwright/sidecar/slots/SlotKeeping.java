package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What happens to slots that no request is using: they are saved after a while, at drain, or when
 * people ask, and erased when people ask. Lives on the event loop.
 */
final class SlotKeeping {
  private final SlotScope scope;
  private final SlotMoves moves;
  private final LongSupplier nanos;
  private final Runnable freed;

  /**
   * Keeps.
   *
   * @param freed called when a slot may be used again
   */
  SlotKeeping(SlotScope scope, SlotMoves moves, LongSupplier nanos, Runnable freed) {
    this.scope = scope;
    this.moves = moves;
    this.nanos = nanos;
    this.freed = freed;
  }

  /** Saves one that has changed and was not used for a while. */
  void tick() {
    long now = nanos.getAsLong();
    scope.running().ifPresent(engine -> idleFor(engine, now).ifPresent(it -> save(engine, it)));
  }

  private static Optional<Slot> idleFor(Running engine, long now) {
    return engine
        .idle()
        .filter(Slot::isWorthSaving)
        .filter(slot -> now - slot.lastUse() > KeepRules.IDLE.toNanos())
        .findFirst();
  }

  /**
   * Saves those that have changed.
   *
   * @return how many, when they are on the disk; fails if one could not be brought there
   */
  Future<Integer> save(Predicate<OwnerName> whose) {
    return each(slot -> slot.isWorthSaving() && isTheirs(slot, whose), this::save);
  }

  /** Leaves nothing in them. */
  Future<Integer> erase(Predicate<OwnerName> whose) {
    return each(slot -> isTheirs(slot, whose), (engine, slot) -> erase(slot));
  }

  private static boolean isTheirs(Slot slot, Predicate<OwnerName> whose) {
    return slot.owner() != null && whose.test(slot.owner());
  }

  /** They are chosen before anything is done with the first, which may set others free. */
  private Future<Integer> each(
      Predicate<Slot> which, BiFunction<Running, Slot, Future<Void>> what) {
    List<Future<Void>> all = new ArrayList<>();
    scope
        .running()
        .ifPresent(
            engine ->
                engine
                    .idle()
                    .filter(which)
                    .toList()
                    .forEach(slot -> all.add(what.apply(engine, slot))));
    return Future.join(all).map(done -> all.size());
  }

  private Future<Void> save(Running engine, Slot slot) {
    slot.take();
    OwnerName owner = Objects.requireNonNull(slot.owner(), "what is worth saving is somebody's");
    return moves
        .save(scope.terms(engine, owner), slot)
        .onComplete(saved -> release(slot))
        .compose(kept -> kept);
  }

  private Future<Void> erase(Slot slot) {
    slot.take();
    return moves.erase(slot).onComplete(done -> release(slot));
  }

  private void release(Slot slot) {
    slot.release();
    freed.run();
  }
}
