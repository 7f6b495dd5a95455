package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.CacheStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the header {@code Cache-Status} says, in one word. */
public enum CacheWord {
  /** Replayed. */
  HIT,
  /** Answered together with another request that asked the same. */
  COLLAPSED,
  /** Looked up and not found. */
  MISS,
  /** Forwarded because the client asked for that. */
  REQUEST,
  /** May not be replayed. */
  BYPASS,
  /** Nothing: no cache was asked. */
  NONE;

  /** Of an answer with that header; null: it has none. */
  static CacheWord of(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    return switch (CacheStatus.lookup(header)) {
      case HIT -> header.contains("; collapsed") ? COLLAPSED : HIT;
      case MISS -> MISS;
      case NONE -> header.contains("fwd=request") ? REQUEST : BYPASS;
    };
  }

  /** Whether no engine had to answer for it. */
  public boolean isHit() {
    return this == HIT || this == COLLAPSED;
  }

  /** For a log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
