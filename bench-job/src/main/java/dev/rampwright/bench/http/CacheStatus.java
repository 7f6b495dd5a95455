package dev.rampwright.bench.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Cache-Status} (RFC 9211). */
final class CacheStatus {
  private static final Pattern HIT =
      Pattern.compile(";\\s*hit\\s*(?:[;,]|$)", Pattern.CASE_INSENSITIVE);

  private CacheStatus() {}

  /** Whether a cache on the way says that it answered. */
  static boolean hit(@Nullable String header) {
    return header != null && HIT.matcher(header).find();
  }
}
