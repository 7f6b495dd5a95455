package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.OwnerName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A saved slot's file name without its suffix: {@code <tenant>-<owner>-<model>-<id>}, all digests
 * but the id, which is random. It is nobody's proof.
 */
record SlotName(OwnerName owner, String model, String id) {
  static final String SUFFIX = ".slot";
  static final String UNFINISHED = ".part";

  private static final int PARTS = 4;

  static SlotName anyFor(SlotManifest manifest) {
    return new SlotName(manifest.ownerName(), manifest.model(), UUID.randomUUID().toString());
  }

  /** Empty: no saved slot has such a name. */
  static Optional<SlotName> of(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.lastIndexOf('.');
    String[] parts = name.substring(0, Math.max(0, end)).split("-", PARTS);
    return parts.length == PARTS
        ? Optional.of(new SlotName(new OwnerName(parts[0], parts[1]), parts[2], parts[3]))
        : Optional.empty();
  }

  /** Whether that is what stands in the file. */
  boolean tells(SlotManifest manifest) {
    return owner.equals(manifest.ownerName()) && model.equals(manifest.model());
  }

  String file(String suffix) {
    return String.join("-", owner.tenant(), owner.owner(), model, id) + suffix;
  }
}
