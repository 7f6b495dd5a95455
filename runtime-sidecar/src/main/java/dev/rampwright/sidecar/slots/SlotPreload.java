package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotChoice;
import dev.rampwright.sidecar.slots.policy.SlotView;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was used last back into the slots of an engine that has just come up, before anybody
 * asks for it: one after the other, only into empty slots, and for no tenant more than it may hold.
 * A slot is held up only while the engine itself reads; requests go first. Lives on the event loop.
 */
final class SlotPreload {
  private final SlotScope scope;
  private final SlotDisk disk;
  private final SlotMoves moves;
  private final LongSupplier nanos;
  private final Runnable freed;
  private @Nullable OwnerName owner;
  private Future<Void> current = Future.succeededFuture();
  private long run;
  private long begun;
  private int loaded;

  /**
   * Preloads.
   *
   * @param freed called when a slot may be used again
   */
  SlotPreload(SlotScope scope, SlotDisk disk, SlotMoves moves, LongSupplier nanos, Runnable freed) {
    this.scope = scope;
    this.disk = disk;
    this.moves = moves;
    this.nanos = nanos;
    this.freed = freed;
  }

  /** Begins with an engine whose slots have been emptied. */
  void begin(Running engine) {
    long mine = ++run;
    begun = nanos.getAsLong();
    loaded = 0;
    SlotKeys keys = scope.keys();
    String model = scope.terms(engine, new OwnerName("", "")).model();
    disk.recent(keys, model).onSuccess(files -> next(mine, engine, keys, files.iterator()));
  }

  /** Brings nothing more back; completes when what is under way has ended. */
  Future<Void> stop() {
    run++;
    return current;
  }

  /** Completes when what is under way for that owner, if anything is, has ended. */
  Future<Void> of(OwnerName whom) {
    return whom.equals(owner) ? current : Future.succeededFuture();
  }

  private void next(long mine, Running engine, SlotKeys keys, Iterator<Path> files) {
    while (mine == run && files.hasNext() && hasRoom(engine)) {
      Path file = files.next();
      Optional<OwnerName> whose =
          SlotName.of(file).map(SlotName::owner).filter(it -> spareFor(engine, it).isPresent());
      if (whose.isPresent()) {
        owner = whose.get();
        current =
            load(engine, keys, file)
                .eventually(
                    () -> {
                      owner = null;
                      return Future.succeededFuture();
                    })
                .otherwiseEmpty();
        current.onComplete(done -> next(mine, engine, keys, files));
        return;
      }
    }
  }

  private boolean hasRoom(Running engine) {
    return scope.running().filter(engine::equals).isPresent()
        && engine.idle().anyMatch(slot -> slot.owner() == null);
  }

  /** Nothing for whoever has been served meanwhile: they have what they need. */
  private Optional<Slot> spareFor(Running engine, OwnerName whom) {
    List<SlotView> slots = engine.seenBy(PromptPrint.NONE);
    return slots.stream().anyMatch(slot -> whom.equals(slot.owner()))
        ? Optional.empty()
        : SlotChoice.spare(slots, whom.tenant(), scope.perTenant(engine, whom.tenant()))
            .map(found -> engine.slots().get(found.id()));
  }

  private Future<Void> load(Running engine, SlotKeys keys, Path file) {
    long fetching = nanos.getAsLong();
    return disk.fetch(keys, file)
        .recover(moves::fetchFailed)
        .compose(
            found ->
                found
                    .map(fetched -> put(engine, fetched, fetching))
                    .orElseGet(Future::succeededFuture));
  }

  private Future<Void> put(Running engine, SlotDisk.Fetched fetched, long fetching) {
    OwnerName whom = fetched.saved().manifest().ownerName();
    Slot slot = hasRoom(engine) ? spareFor(engine, whom).orElse(null) : null;
    if (slot == null) {
      return disk.discard(fetched.name());
    }
    slot.takeFor(whom);
    return moves
        .restore(scope.terms(engine, whom), slot, fetched, fetching)
        .onComplete(
            done -> {
              // What was used last before is given up last.
              slot.usedAt(begun - loaded++);
              slot.release();
              freed.run();
            })
        .mapEmpty();
  }
}
