package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.sidecar.cache.policy.Layer;
import java.util.Objects;

/**
 * What is configured for one layer.
 *
 * @param isOn whether it remembers anything
 * @param ttlMillis how long an entry may be replayed, before its own spread
 * @param staleMillis how much longer, while the engine is asked anew
 */
record LayerSettings(boolean isOn, long ttlMillis, long staleMillis) {
  /** Remembers nothing. */
  static final LayerSettings OFF = new LayerSettings(false, 0, 0);

  static LayerSettings of(CacheConfig cache, Layer layer) {
    return switch (layer) {
      case RESPONSES ->
          new LayerSettings(
              cache.responses().enabled(),
              cache.responses().ttlMillis(),
              Objects.requireNonNullElse(cache.responses().staleWhileRevalidateMillis(), 0L));
      case TOKENS ->
          cache.tokens() == null
              ? OFF
              : new LayerSettings(cache.tokens().enabled(), cache.tokens().ttlMillis(), 0);
    };
  }
}
