package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
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
    OwnerName owner = Objects.requireNonNull(slot.owner(), "who saves a slot knows whose it is");
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
      SlotTerms terms, OwnerName owner, PromptPrint held, SlotEngine.Saved saved) {
    long created = clock.millis();
    return new SlotManifest(
        terms.model(),
        owner.tenant(),
        owner.owner(),
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
   * @return fails if the slot could not be emptied
   */
  Future<Void> bringBack(SlotTerms terms, Slot slot, OwnerName owner, PromptPrint asked) {
    long begun = nanos.getAsLong();
    int there = owner.equals(slot.owner()) ? slot.held().common(asked) : 0;
    return disk.fetch(terms, owner, asked, there)
        .recover(this::fetchFailed)
        .compose(
            found ->
                found
                    .map(fetched -> restore(terms, slot, fetched, begun))
                    .orElseGet(() -> Future.succeededFuture(false)))
        .compose(restored -> restored ? Future.succeededFuture() : empty(slot, owner));
  }

  /** Of what was to be read from the volume there is nothing. */
  Future<Optional<SlotDisk.Fetched>> fetchFailed(Throwable cause) {
    boolean damaged = cause instanceof SlotDisk.DamagedSlotException;
    events.failed(damaged ? Failure.DAMAGED : Failure.RESTORE, String.valueOf(cause.getMessage()));
    return Future.succeededFuture(Optional.empty());
  }

  /**
   * Has the engine read what was fetched.
   *
   * @param begunNanos when it was begun to fetch it
   * @return whether it did; otherwise the slot holds anything; never fails
   */
  Future<Boolean> restore(SlotTerms terms, Slot slot, SlotDisk.Fetched fetched, long begunNanos) {
    SlotManifest manifest = fetched.saved().manifest();
    long fetchedNanos = nanos.getAsLong();
    // A restore that fails leaves anything.
    slot.forget();
    return engine
        .restore(slot.id(), fetched.name())
        .compose(tokens -> asMany(manifest.tokens(), tokens))
        .map(
            read -> {
              slot.inStep(manifest);
              events.restored(since(fetchedNanos), since(begunNanos), manifest.bytes());
              return true;
            })
        .recover(
            cause -> {
              events.failed(Failure.RESTORE, String.valueOf(cause.getMessage()));
              return disk.drop(terms.keys(), fetched.saved()).otherwiseEmpty().map(false);
            })
        .onComplete(done -> disk.discard(fetched.name()));
  }

  private static Future<Void> asMany(long saved, long restored) {
    return saved == restored
        ? Future.succeededFuture()
        : Future.failedFuture(
            new IOException("%d tokens were saved, %d restored".formatted(saved, restored)));
  }

  private Future<Void> empty(Slot slot, OwnerName owner) {
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
