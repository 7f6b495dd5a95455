package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.Eviction;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files on the volume: several pods may share it, so any file may be gone at any moment. A
 * file's time is that of its last use. Calls block.
 */
final class SlotFolder {
  /** A pod that was killed while it wrote leaves such a file behind. */
  private static final long UNFINISHED_MILLIS = 3_600_000;

  private final Path folder;
  private final InstantSource clock;

  SlotFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** How many there are, and how long they are together. */
  record Size(int files, long bytes) {}

  /** A file, whose it is, and when it was used last. */
  private record Found(Path file, SlotName name, long bytes, Instant used) {
    boolean isFinished() {
      return file.toString().endsWith(SlotName.SUFFIX);
    }
  }

  Path file(SlotName name, String suffix) {
    return folder.resolve(name.file(suffix));
  }

  /** Those that are finished, the last used first. */
  List<Path> list(Predicate<SlotName> which) throws IOException {
    return find(which).stream()
        .filter(Found::isFinished)
        .sorted(Comparator.comparing(Found::used).reversed())
        .map(Found::file)
        .toList();
  }

  Size size() throws IOException {
    List<Found> all = find(name -> true);
    return new Size(all.size(), all.stream().mapToLong(Found::bytes).sum());
  }

  /** It is used now. */
  void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(clock.millis()));
    } catch (NoSuchFileException e) {
      // Another pod has replaced it; what was opened is as good.
    }
  }

  /** Gives how many went. */
  int drop(Predicate<SlotName> which) throws IOException {
    int dropped = 0;
    for (Found found : find(which)) {
      dropped += Files.deleteIfExists(found.file()) ? 1 : 0;
    }
    return dropped;
  }

  /** Drops what has expired, what was never finished, and then as the bound demands. */
  void trim(long maxBytes) throws IOException {
    List<Eviction.Kept<Path>> kept = new ArrayList<>();
    for (Found found : find(name -> true)) {
      long age = clock.millis() - found.used().toEpochMilli();
      if (age > (found.isFinished() ? KeepRules.LIFETIME.toMillis() : UNFINISHED_MILLIS)) {
        Files.deleteIfExists(found.file());
      } else if (found.isFinished()) {
        kept.add(
            new Eviction.Kept<>(
                found.file(), found.name().owner().tenant(), found.bytes(), found.used()));
      }
    }
    for (Path victim : Eviction.victims(kept, maxBytes)) {
      Files.deleteIfExists(victim);
    }
  }

  private List<Found> find(Predicate<SlotName> which) throws IOException {
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, "*{" + SlotName.SUFFIX + "," + SlotName.UNFINISHED + "}")) {
      for (Path file : all) {
        SlotName name = SlotName.of(file).filter(which).orElse(null);
        if (name != null) {
          try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            found.add(new Found(file, name, about.size(), about.lastModifiedTime().toInstant()));
          } catch (NoSuchFileException e) {
            // Another pod was faster.
          }
        }
      }
    }
    return found;
  }
}
