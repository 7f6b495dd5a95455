package dev.rampwright.sidecar.cache;

import java.util.List;
import java.util.Optional;

/**
 * The secrets that entries of the second level are encrypted with: the newest writes, all of them
 * read.
 */
final class KeyRing {
  private final List<EntryKeys> keys;

  /**
   * Keeps the secrets.
   *
   * @param secrets at least one, the newest first
   */
  KeyRing(List<String> secrets) {
    this.keys = secrets.stream().map(EntryKeys::new).toList();
  }

  EntryKeys newest() {
    return keys.getFirst();
  }

  /** The one of that id; empty if it is none of these, or is no longer. */
  Optional<EntryKeys> find(int id) {
    return keys.stream().filter(key -> key.id() == id).findFirst();
  }
}
