package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
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
  private final Path folder;
  private final InstantSource clock;
  private final Map<String, Future<Void>> saving = new HashMap<>();

  SlotDisk(WorkerExecutor threads, Path live, Path folder, InstantSource clock) {
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
    saving.put(manifest.owner(), kept);
    return kept.onComplete(done -> saving.remove(manifest.owner(), kept));
  }

  /**
   * Looks for what an owner has left of a prompt that began so; fails if that is damaged.
   *
   * @param there blocks of the prompt that the slot holds already
   */
  Future<Optional<Fetched>> fetch(
      SlotKeys keys, SlotOwner owner, String model, PromptPrint asked, int there) {
    String name = keys.owner(owner);
    return saving
        .getOrDefault(name, Future.succeededFuture())
        .otherwiseEmpty()
        .compose(
            before ->
                call(() -> fetch(store(keys), keys.tenant(owner), name, model, asked, there)));
  }

  private Optional<Fetched> fetch(
      SlotStore store, String tenant, String owner, String model, PromptPrint asked, int there)
      throws IOException {
    Optional<SlotStore.Saved> saved = store.find(tenant, owner, model, asked, there);
    if (saved.isEmpty()) {
      return Optional.empty();
    }
    String name = newName();
    if (!store.open(saved.get(), live.resolve(name))) {
      throw new DamagedSlotException();
    }
    return Optional.of(new Fetched(name, saved.get()));
  }

  /** The engine has read it. */
  Future<Void> discard(String name) {
    return run(() -> Files.deleteIfExists(live.resolve(name)));
  }

  Future<Void> drop(SlotKeys keys, SlotStore.Saved saved) {
    return run(() -> store(keys).drop(saved));
  }

  Future<Integer> dropOwner(SlotKeys keys, SlotOwner owner) {
    return call(() -> store(keys).dropOwner(keys.tenant(owner), keys.owner(owner)));
  }

  Future<Integer> dropTenant(SlotKeys keys, SlotOwner owner) {
    return call(() -> store(keys).dropTenant(keys.tenant(owner)));
  }

  Future<SlotStore.Size> size(SlotKeys keys) {
    return call(() -> store(keys).size());
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
