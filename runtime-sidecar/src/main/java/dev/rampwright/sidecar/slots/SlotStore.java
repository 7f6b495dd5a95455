package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Saved slots on a volume, which several pods may share: the folder itself is the index. A file
 * appears under its name only when it is complete and on the disk. Calls block.
 */
final class SlotStore {
  private final SlotFolder folder;
  private final SlotFile files;
  private final InstantSource clock;

  SlotStore(SlotFolder folder, SlotFile files, InstantSource clock) {
    this.folder = folder;
    this.files = files;
    this.clock = clock;
  }

  /** A saved slot. */
  record Saved(Path file, SlotManifest manifest) {
    PromptPrint print() {
      return new PromptPrint(manifest.print());
    }
  }

  /**
   * Keeps a slot; of its owner's others, those go that began alike, and the oldest beyond so many.
   *
   * @param plain the engine's file, which is left alone
   * @param perOwner at least 1
   * @param maxBytes of all files together, which this one may not exceed alone
   * @throws IOException if it could not be kept; what was kept before still is
   */
  void put(Path plain, SlotManifest manifest, int perOwner, long maxBytes) throws IOException {
    if (manifest.bytes() > maxBytes) {
      throw new IOException(
          "a slot of %d bytes is longer than all may be".formatted(manifest.bytes()));
    }
    folder.trim(maxBytes - manifest.bytes());
    SlotName name = SlotName.anyFor(manifest);
    Path unfinished = folder.file(name, SlotName.UNFINISHED);
    Path file = folder.file(name, SlotName.SUFFIX);
    try {
      files.write(plain, manifest, unfinished);
      folder.touch(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    List<Saved> others = new ArrayList<>(list(manifest.ownerName(), manifest.model()));
    others.removeIf(saved -> saved.file().equals(file));
    PromptPrint print = new PromptPrint(manifest.print());
    for (Saved other : others) {
      if (other.print().common(print) > 0) {
        Files.deleteIfExists(other.file());
      }
    }
    others.removeIf(other -> other.print().common(print) > 0);
    others.sort(Comparator.comparingLong(saved -> saved.manifest().createdMillis()));
    for (Saved other : others.subList(0, Math.max(0, others.size() + 1 - perOwner))) {
      Files.deleteIfExists(other.file());
    }
  }

  /**
   * The owner's saved slot with which a prompt has most in common; empty if that is not worth it.
   *
   * @param there blocks of the prompt that the slot holds already
   */
  Optional<Saved> find(OwnerName owner, String model, PromptPrint asked, int there)
      throws IOException {
    return list(owner, model).stream()
        .filter(this::isAlive)
        .filter(saved -> KeepRules.isWorthRestoring(saved.print(), asked, there))
        .max(Comparator.comparingInt(saved -> saved.print().common(asked)));
  }

  /** Files of a model, whoever's, the last used first. */
  List<Path> recent(String model) throws IOException {
    return folder.list(name -> name.model().equals(model));
  }

  /** What such a file holds; empty if nothing that can be used any more. */
  Optional<Saved> look(Path file) throws IOException {
    return read(file).filter(this::isAlive);
  }

  private boolean isAlive(Saved saved) {
    return saved.manifest().expiresMillis() > clock.millis();
  }

  /**
   * Brings a saved slot to where the engine reads it. What is not as it was written goes.
   *
   * @param target is made
   * @return whether it may be used
   */
  boolean open(Saved saved, Path target) throws IOException {
    boolean opened = false;
    try {
      opened = files.open(saved.file(), target);
    } finally {
      if (!opened) {
        Files.deleteIfExists(target);
      }
    }
    if (!opened) {
      Files.deleteIfExists(saved.file());
    }
    return opened;
  }

  /** A request has come back to it. */
  void used(Saved saved) throws IOException {
    folder.touch(saved.file());
  }

  void drop(Saved saved) throws IOException {
    Files.deleteIfExists(saved.file());
  }

  /** Drops all of an owner's, of whatever model. */
  int dropOwner(OwnerName owner) throws IOException {
    return folder.drop(name -> name.owner().equals(owner));
  }

  /** Drops all of a tenant's, of whatever agent and model. */
  int dropTenant(String tenant) throws IOException {
    return folder.drop(name -> name.owner().tenant().equals(tenant));
  }

  private List<Saved> list(OwnerName owner, String model) throws IOException {
    List<Saved> found = new ArrayList<>();
    for (Path file :
        folder.list(name -> name.owner().equals(owner) && name.model().equals(model))) {
      read(file).ifPresent(found::add);
    }
    return found;
  }

  /** The name is nobody's proof: what it says must be what the tags vouch for. */
  private static Optional<Saved> read(Path file) throws IOException {
    try {
      return SlotFile.manifest(file)
          .filter(manifest -> SlotName.of(file).filter(it -> it.tells(manifest)).isPresent())
          .map(manifest -> new Saved(file, manifest));
    } catch (NoSuchFileException e) {
      // Another pod was faster.
      return Optional.empty();
    }
  }
}
