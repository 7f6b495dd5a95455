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

  private static final String OURS = "rampwright; error=connection_";

  private ProxyStatus() {}

  static Map<String, String> of(String error) {
    return Map.of(HEADER, "rampwright; error=" + error);
  }

  static boolean saysNotAnswered(@Nullable String header) {
    return header != null && header.startsWith(OURS);
  }
}
