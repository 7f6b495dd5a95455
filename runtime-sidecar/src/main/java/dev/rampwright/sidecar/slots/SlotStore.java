package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.Eviction;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Saved slots on a volume, which several pods may share: the folder itself is the index. A file's
 * name is {@code <tenant>-<owner>-<model>-<id>.slot}, all digests but the id, which is random; its
 * time is that of its last use. A file appears under its name only when it is complete and on the
 * disk. Calls block.
 */
final class SlotStore {
  private static final String SUFFIX = ".slot";
  private static final String UNFINISHED = ".part";

  /** A pod that was killed while it wrote leaves such a file behind. */
  private static final long UNFINISHED_MILLIS = 3_600_000;

  private final Path folder;
  private final SlotFile files;
  private final InstantSource clock;

  SlotStore(Path folder, SlotFile files, InstantSource clock) {
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

  /** How many there are, and how long they are together. */
  record Size(int files, long bytes) {}

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
    trim(maxBytes - manifest.bytes());
    String name = prefix(manifest) + UUID.randomUUID();
    Path unfinished = folder.resolve(name + UNFINISHED);
    Path file = folder.resolve(name + SUFFIX);
    try {
      files.write(plain, manifest, unfinished);
      Files.setLastModifiedTime(unfinished, FileTime.fromMillis(clock.millis()));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    List<Saved> others =
        new ArrayList<>(list(manifest.tenant(), manifest.owner(), manifest.model()));
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
  Optional<Saved> find(String tenant, String owner, String model, PromptPrint asked, int there)
      throws IOException {
    long now = clock.millis();
    return list(tenant, owner, model).stream()
        .filter(saved -> saved.manifest().expiresMillis() > now)
        .filter(saved -> KeepRules.isWorthRestoring(saved.print(), asked, there))
        .max(Comparator.comparingInt(saved -> saved.print().common(asked)));
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
    if (opened) {
      touch(saved.file());
    } else {
      Files.deleteIfExists(saved.file());
    }
    return opened;
  }

  private void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(clock.millis()));
    } catch (NoSuchFileException e) {
      // Another pod has replaced it; what was opened is as good.
    }
  }

  void drop(Saved saved) throws IOException {
    Files.deleteIfExists(saved.file());
  }

  /** Drops all of an owner's, of whatever model. */
  int dropOwner(String tenant, String owner) throws IOException {
    return drop(tenant + "-" + owner + "-");
  }

  /** Drops all of a tenant's, of whatever agent and model. */
  int dropTenant(String tenant) throws IOException {
    return drop(tenant + "-");
  }

  private int drop(String prefix) throws IOException {
    int dropped = 0;
    for (Path file : files(prefix)) {
      dropped += Files.deleteIfExists(file) ? 1 : 0;
    }
    return dropped;
  }

  /** Drops what has expired, what was never finished, and then as the bound demands. */
  void trim(long maxBytes) throws IOException {
    long now = clock.millis();
    List<Eviction.Kept<Path>> kept = new ArrayList<>();
    for (Path file : files("")) {
      try {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
        Instant used = about.lastModifiedTime().toInstant();
        String name = String.valueOf(file.getFileName());
        long age = now - used.toEpochMilli();
        boolean unfinished = name.endsWith(UNFINISHED);
        if (age > (unfinished ? UNFINISHED_MILLIS : KeepRules.LIFETIME.toMillis())) {
          Files.deleteIfExists(file);
        } else if (!unfinished) {
          kept.add(
              new Eviction.Kept<>(file, name.substring(0, name.indexOf('-')), about.size(), used));
        }
      } catch (NoSuchFileException e) {
        // Another pod was faster.
      }
    }
    for (Path victim : Eviction.victims(kept, maxBytes)) {
      Files.deleteIfExists(victim);
    }
  }

  Size size() throws IOException {
    int count = 0;
    long bytes = 0;
    for (Path file : files("")) {
      count++;
      bytes += file.toFile().length();
    }
    return new Size(count, bytes);
  }

  private List<Saved> list(String tenant, String owner, String model) throws IOException {
    List<Saved> found = new ArrayList<>();
    for (Path file : files(tenant + "-" + owner + "-" + model + "-")) {
      if (file.toString().endsWith(SUFFIX)) {
        try {
          // The name is nobody's proof: what it says must be what the tags vouch for.
          SlotFile.manifest(file)
              .filter(manifest -> String.valueOf(file.getFileName()).startsWith(prefix(manifest)))
              .ifPresent(manifest -> found.add(new Saved(file, manifest)));
        } catch (NoSuchFileException e) {
          // Another pod was faster.
        }
      }
    }
    return found;
  }

  private static String prefix(SlotManifest manifest) {
    return manifest.tenant() + "-" + manifest.owner() + "-" + manifest.model() + "-";
  }

  private List<Path> files(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder,
            file -> {
              String name = String.valueOf(file.getFileName());
              return name.startsWith(prefix)
                  && name.indexOf('-') > 0
                  && (name.endsWith(SUFFIX) || name.endsWith(UNFINISHED));
            })) {
      all.forEach(found::add);
    }
    return found;
  }
}
