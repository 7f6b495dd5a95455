package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import io.vertx.core.Future;

/**
 * What happens to a slot before another owner gets it, or the same one for something else: what is
 * in it is saved, if that is worth it, and then either overwritten by what the other had left, or
 * erased. Lives on the event loop.
 */
final class SlotHandover {
  private final SlotScope scope;
  private final SlotMoves moves;

  SlotHandover(SlotScope scope, SlotMoves moves) {
    this.scope = scope;
    this.moves = moves;
  }

  /**
   * Prepares a slot that the caller has taken.
   *
   * @return fails if it could not be emptied
   */
  Future<Void> prepare(Running engine, Slot slot, OwnerName next, PromptPrint asked) {
    return keep(engine, slot).compose(kept -> bringBack(engine, slot, next, asked));
  }

  private Future<Void> keep(Running engine, Slot slot) {
    OwnerName owner = slot.owner();
    return owner == null || !slot.isWorthSaving()
        ? Future.succeededFuture()
        : moves.save(scope.terms(engine, owner), slot).<Void>mapEmpty().otherwiseEmpty();
  }

  private Future<Void> bringBack(Running engine, Slot slot, OwnerName next, PromptPrint asked) {
    if (!engine.trial().isOver()) {
      return moves.bringBack(scope.terms(engine, next), slot, next, asked);
    }
    return next.equals(slot.owner()) ? Future.succeededFuture() : moves.erase(slot);
  }
}
