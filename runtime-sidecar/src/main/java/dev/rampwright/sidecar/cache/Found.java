package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the second level has under a key. */
sealed interface Found {
  /** Nothing. */
  record Nothing() implements Found {}

  /** An answer, which may have expired. */
  record Entry(CachedAnswer answer) implements Found {}

  /**
   * Something that is not as it was written, or not for here.
   *
   * @param sha1 digest of what was read, by which the store finds out whether it still is there
   */
  record Damaged(String sha1) implements Found {}

  /** Reads it, which takes longer than the event loop has for a large one. */
  static Found of(CacheKey key, byte @Nullable [] bytes, EntryCodec codec) {
    if (bytes == null) {
      return new Nothing();
    }
    return codec
        .decode(key, bytes)
        .<Found>map(Entry::new)
        .orElseGet(() -> new Damaged(sha1(bytes)));
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
