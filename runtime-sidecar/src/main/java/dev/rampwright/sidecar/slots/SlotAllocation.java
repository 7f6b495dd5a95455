package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.SlotEvents.Use;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotChoice;
import dev.rampwright.sidecar.slots.policy.WaitingLine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the engine's slots to requests, each to one at a time, as {@link WaitingLine} and {@link
 * SlotChoice} decide. Lives on the event loop.
 */
final class SlotAllocation {
  private final SlotScope scope;
  private final SlotHandover handover;
  private final LongSupplier nanos;
  private final SlotEvents events;
  private final WaitingLine<Waiting> line = new WaitingLine<>();

  SlotAllocation(SlotScope scope, SlotHandover handover, LongSupplier nanos, SlotEvents events) {
    this.scope = scope;
    this.handover = handover;
    this.nanos = nanos;
    this.events = events;
  }

  /** A request without a slot. */
  private record Waiting(
      OwnerName owner,
      PromptPrint print,
      BooleanSupplier abandoned,
      Promise<Optional<SlotGrant>> promise) {
    boolean isGone() {
      return abandoned.getAsBoolean();
    }

    void leave() {
      promise.tryFail(new ClosedChannelException());
    }
  }

  /** Gives a slot, at once or when one is free. */
  Future<Optional<SlotGrant>> acquire(
      OwnerName owner, PromptPrint print, BooleanSupplier abandoned) {
    Promise<Optional<SlotGrant>> promise = Promise.promise();
    line.join(owner.tenant(), new Waiting(owner, print, abandoned, promise));
    serve();
    return promise.future();
  }

  /** Gives what there is to give: to be called whenever a slot has become free. */
  void serve() {
    scope.running().ifPresent(this::serve);
  }

  private void serve(Running engine) {
    while (engine.idle().findAny().isPresent()) {
      Waiting next = next(engine);
      if (next == null) {
        return;
      }
      if (next.isGone()) {
        next.leave();
      } else {
        serve(engine, next);
      }
    }
  }

  private @Nullable Waiting next(Running engine) {
    var slots = engine.seenBy(PromptPrint.NONE);
    return line.next(
            tenant -> SlotChoice.isThereOne(slots, tenant, scope.perTenant(engine, tenant)))
        .orElse(null);
  }

  private void serve(Running engine, Waiting next) {
    int perTenant = scope.perTenant(engine, next.owner().tenant());
    switch (SlotChoice.of(engine.seenBy(next.print()), next.owner(), perTenant)) {
      case SlotChoice.Mine(int id) -> {
        Slot slot = engine.slots().get(id);
        if (KeepRules.mayOverwrite(slot.held(), next.print())) {
          slot.takeFor(next.owner());
          grant(engine, slot, next);
        } else {
          handOver(engine, slot, next);
        }
      }
      case SlotChoice.TakeOver(int id) -> handOver(engine, engine.slots().get(id), next);
      case SlotChoice.Wait wait -> line.join(next.owner().tenant(), next);
    }
  }

  private void handOver(Running engine, Slot slot, Waiting next) {
    slot.takeFor(next.owner());
    handover
        .prepare(engine, slot, next.owner(), next.print())
        .onSuccess(prepared -> grant(engine, slot, next))
        .onFailure(
            cause -> {
              slot.forget();
              slot.release();
              next.promise().tryFail(cause);
              serve();
            });
  }

  private void grant(Running engine, Slot slot, Waiting next) {
    Use use = slot.useFor(next.print());
    LongConsumer onReuse =
        slot.broughtBack().map(saved -> judging(engine, saved, next.print())).orElse(reused -> {});
    slot.usedBy(next.owner(), next.print());
    events.granted(use);
    boolean[] ended = new boolean[1];
    Runnable end =
        () -> {
          if (!ended[0]) {
            ended[0] = true;
            slot.usedAt(nanos.getAsLong());
            slot.release();
            serve();
          }
        };
    if (!next.promise().tryComplete(Optional.of(new SlotGrant(slot.id(), use, onReuse, end)))) {
      end.run();
    }
  }

  private LongConsumer judging(Running engine, SlotManifest saved, PromptPrint asked) {
    return reused -> {
      KeepRules.Proof proof =
          KeepRules.judge(new PromptPrint(saved.print()), asked, saved.tokens(), reused);
      engine.trial().heard(proof);
      if (proof == KeepRules.Proof.WASTED) {
        events.failed(
            Failure.WASTED,
            "%d tokens were restored, %d of them used".formatted(saved.tokens(), reused));
      }
    };
  }

  /** Those whose clients have gone wait no longer. */
  void tick() {
    line.leave(Waiting::isGone).forEach(Waiting::leave);
    serve();
  }

  /** There are no slots to give: nobody waits for one. */
  void letAllGo() {
    line.leave(waiting -> true).forEach(waiting -> waiting.promise().tryComplete(Optional.empty()));
  }

  int waiting() {
    return line.size();
  }
}
