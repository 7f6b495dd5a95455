package dev.rampwright.sidecar.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Proxy-Status} (RFC 9209) on errors that the sidecar makes because it got no
 * answer from its engine. It lets the sender of a hop tell them from an engine's own 5xx: nothing
 * was answered yet, so the sender may serve the request itself.
 */
final class ProxyStatus {
  static final String HEADER = "Proxy-Status";

  private static final String FULL = "connection_limit_reached";
  private static final String OURS_FULL = "rampwright; error=" + FULL;
  private static final String OURS = "rampwright; error=connection_";

  private ProxyStatus() {}

  static Map<String, String> of(String error) {
    return Map.of(HEADER, "rampwright; error=" + error);
  }

  /**
   * All slots and places are taken. A sender of an earlier release takes it for a failed attempt,
   * and makes it good like one.
   */
  static Map<String, String> full() {
    return of(FULL);
  }

  static boolean saysFull(@Nullable String header) {
    return OURS_FULL.equals(header);
  }

  static boolean saysNotAnswered(@Nullable String header) {
    return header != null && header.startsWith(OURS);
  }
}
