package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * The store's blocking calls beside the event loop. What is looked for waits for what its owner is
 * just being saved. Lives on the event loop.
 */
final class SlotDisk {
  private final WorkerExecutor threads;
  private final Path live;
  private final SlotFolder folder;
  private final InstantSource clock;
  private final Map<OwnerName, Future<Void>> saving = new HashMap<>();

  /**
   * A disk.
   *
   * @param live folder of the engine
   * @param folder of saved slots
   */
  SlotDisk(WorkerExecutor threads, Path live, SlotFolder folder, InstantSource clock) {
    this.threads = threads;
    this.live = live;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * A saved slot, where the engine can read it.
   *
   * @param name of the file there
   * @param saved where it comes from
   */
  record Fetched(String name, SlotStore.Saved saved) {}

  /** A name for a file of the engine's. */
  static String newName() {
    return UUID.randomUUID() + ".bin";
  }

  /** Brings a file of the engine's to the volume, and removes it. */
  Future<Void> keep(SlotTerms terms, String name, SlotManifest manifest) {
    Future<Void> kept =
        run(
            () -> {
              try {
                store(terms.keys())
                    .put(live.resolve(name), manifest, terms.perOwner(), terms.maxBytes());
              } finally {
                Files.deleteIfExists(live.resolve(name));
              }
            });
    saving.put(manifest.ownerName(), kept);
    return kept.onComplete(done -> saving.remove(manifest.ownerName(), kept));
  }

  /**
   * Looks for what an owner has left of a prompt that began so; fails if that is damaged.
   *
   * @param there blocks of the prompt that the slot holds already
   */
  Future<Optional<Fetched>> fetch(SlotTerms terms, OwnerName owner, PromptPrint asked, int there) {
    return saving
        .getOrDefault(owner, Future.succeededFuture())
        .otherwiseEmpty()
        .compose(before -> call(() -> fetch(store(terms.keys()), terms, owner, asked, there)));
  }

  private Optional<Fetched> fetch(
      SlotStore store, SlotTerms terms, OwnerName owner, PromptPrint asked, int there)
      throws IOException {
    Optional<SlotStore.Saved> saved = store.find(owner, terms.model(), asked, there);
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    Fetched fetched = open(store, saved.get());
    store.used(saved.get());
    return Optional.of(fetched);
  }

  private Fetched open(SlotStore store, SlotStore.Saved saved) throws IOException {
    String name = newName();
    if (!store.open(saved, live.resolve(name))) {
      throw new DamagedSlotException();
    }
    return new Fetched(name, saved);
  }

  /** Names of the slots that were saved of a model, whoever's, the last used first. */
  Future<List<Path>> recent(SlotKeys keys, String model) {
    return call(() -> store(keys).recent(model));
  }

  /** The same as {@link #fetch} for a slot that nobody has asked for yet. */
  Future<Optional<Fetched>> fetch(SlotKeys keys, Path file) {
    return call(
        () -> {
          SlotStore store = store(keys);
          Optional<SlotStore.Saved> saved = store.look(file);
          return saved.isEmpty()
              ? Optional.<Fetched>empty()
              : Optional.of(open(store, saved.get()));
        });
  }

  /** The engine has read it. */
  Future<Void> discard(String name) {
    return run(() -> Files.deleteIfExists(live.resolve(name)));
  }

  Future<Void> drop(SlotKeys keys, SlotStore.Saved saved) {
    return run(() -> store(keys).drop(saved));
  }

  Future<Integer> dropOwner(SlotKeys keys, OwnerName owner) {
    return call(() -> store(keys).dropOwner(owner));
  }

  Future<Integer> dropTenant(SlotKeys keys, String tenant) {
    return call(() -> store(keys).dropTenant(tenant));
  }

  Future<SlotFolder.Size> size() {
    return call(folder::size);
  }

  /** Makes the first slot that comes back as fast as the others. */
  Future<Void> warmUp() {
    return run(SlotFrames::warmUp);
  }

  /** Removes what a process that was killed has left where the engine reads. */
  Future<Void> clear() {
    return run(
        () -> {
          try (DirectoryStream<Path> left = Files.newDirectoryStream(live, "*.bin")) {
            for (Path file : left) {
              Files.deleteIfExists(file);
            }
          }
        });
  }

  private SlotStore store(SlotKeys keys) {
    return new SlotStore(folder, new SlotFile(keys), clock);
  }

  /** Work that gives nothing. */
  private interface Work {
    void run() throws IOException;
  }

  private Future<Void> run(Work work) {
    return call(() -> {
          work.run();
          return true;
        })
        .mapEmpty();
  }

  private <T> Future<T> call(Callable<T> work) {
    return threads.executeBlocking(work, false).map(Objects::requireNonNull);
  }

  /** What was saved is not as it was written. */
  static final class DamagedSlotException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedSlotException() {
      super("a saved slot is damaged: dropped");
    }
  }
}
