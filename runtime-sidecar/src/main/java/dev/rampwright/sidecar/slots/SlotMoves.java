package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is done with a slot that no request is using: saved, brought back, erased. Whoever calls has
 * taken the slot. Lives on the event loop.
 */
final class SlotMoves {
  private final SlotEngine engine;
  private final SlotDisk disk;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final SlotEvents events;

  SlotMoves(
      SlotEngine engine,
      SlotDisk disk,
      InstantSource clock,
      LongSupplier nanos,
      SlotEvents events) {
    this.engine = engine;
    this.disk = disk;
    this.clock = clock;
    this.nanos = nanos;
    this.events = events;
  }

  /**
   * Saves what a slot holds.
   *
   * @return completes when the slot may be used again, with what completes when it is on the disk
   */
  Future<Future<Void>> save(SlotTerms terms, Slot slot) {
    long begun = nanos.getAsLong();
    SlotOwner owner = Objects.requireNonNull(slot.owner(), "who saves a slot knows whose it is");
    PromptPrint held = slot.held();
    String name = SlotDisk.newName();
    return engine
        .save(slot.id(), name)
        .compose(SlotMoves::notEmpty)
        .map(
            saved -> {
              slot.saved();
              Duration engineTook = since(begun);
              return disk.keep(terms, name, manifest(terms, owner, held, saved))
                  .onSuccess(kept -> events.saved(engineTook, since(begun), saved.bytes()))
                  .onFailure(cause -> slot.notSaved(held))
                  .onFailure(this::saveFailed);
            })
        .onFailure(cause -> disk.discard(name))
        .onFailure(this::saveFailed);
  }

  private static Future<SlotEngine.Saved> notEmpty(SlotEngine.Saved saved) {
    return saved.tokens() > 0 && saved.bytes() > 0
        ? Future.succeededFuture(saved)
        : Future.failedFuture(new IOException("the engine saved nothing"));
  }

  private void saveFailed(Throwable cause) {
    events.failed(Failure.SAVE, String.valueOf(cause.getMessage()));
  }

  private SlotManifest manifest(
      SlotTerms terms, SlotOwner owner, PromptPrint held, SlotEngine.Saved saved) {
    long created = clock.millis();
    return new SlotManifest(
        terms.model(),
        terms.keys().tenant(owner),
        terms.keys().owner(owner),
        held.blocks(),
        saved.tokens(),
        saved.bytes(),
        created,
        created + KeepRules.LIFETIME.toMillis());
  }

  /**
   * Leaves in a slot either what its new owner has left on the volume, or nothing, or, if it is the
   * owner's already, what is there.
   *
   * @return what was restored; fails if the slot could not be emptied
   */
  Future<Optional<SlotManifest>> bringBack(
      SlotTerms terms, Slot slot, SlotOwner owner, PromptPrint asked) {
    long begun = nanos.getAsLong();
    int there = owner.equals(slot.owner()) ? slot.held().common(asked) : 0;
    return disk.fetch(terms.keys(), owner, terms.model(), asked, there)
        .recover(
            cause -> {
              boolean damaged = cause instanceof SlotDisk.DamagedSlotException;
              events.failed(
                  damaged ? Failure.DAMAGED : Failure.RESTORE, String.valueOf(cause.getMessage()));
              return Future.succeededFuture(Optional.empty());
            })
        .compose(
            found ->
                found
                    .map(fetched -> restore(terms, slot, owner, fetched, begun))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .compose(
            back ->
                back.isPresent()
                    ? Future.succeededFuture(back)
                    : empty(slot, owner).map(e -> back));
  }

  private Future<Optional<SlotManifest>> restore(
      SlotTerms terms, Slot slot, SlotOwner owner, SlotDisk.Fetched fetched, long begunNanos) {
    SlotManifest manifest = fetched.saved().manifest();
    // A restore that fails leaves anything.
    slot.forget();
    return engine
        .restore(slot.id(), fetched.name())
        .compose(tokens -> asMany(manifest.tokens(), tokens))
        .map(
            restored -> {
              slot.inStep(owner, fetched.saved().print());
              events.restored(since(begunNanos), manifest.bytes());
              return Optional.of(manifest);
            })
        .recover(
            cause -> {
              events.failed(Failure.RESTORE, String.valueOf(cause.getMessage()));
              return disk.drop(terms.keys(), fetched.saved())
                  .otherwiseEmpty()
                  .map(dropped -> Optional.empty());
            })
        .onComplete(done -> disk.discard(fetched.name()));
  }

  private static Future<Void> asMany(long saved, long restored) {
    return saved == restored
        ? Future.succeededFuture()
        : Future.failedFuture(
            new IOException("%d tokens were saved, %d restored".formatted(saved, restored)));
  }

  private Future<Void> empty(Slot slot, SlotOwner owner) {
    return owner.equals(slot.owner()) ? Future.succeededFuture() : erase(slot);
  }

  /** Leaves nothing in a slot. */
  Future<Void> erase(Slot slot) {
    return slot.mustBeErased()
        ? engine.erase(slot.id()).onSuccess(erased -> slot.erased())
        : Future.succeededFuture();
  }

  private Duration since(long begun) {
    return Duration.ofNanos(nanos.getAsLong() - begun);
  }
}
