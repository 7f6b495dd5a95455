package dev.rampwright.operator.tokencache;

import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarStats;
import org.jspecify.annotations.Nullable;

/**
 * What one sidecar says, and the configuration that its revision should have.
 *
 * @param stats its own words
 * @param config text of the revision's SidecarConfig; null if it is gone
 */
record SidecarReport(SidecarStats stats, @Nullable String config) {
  /** Whether that configuration is the one in force. */
  boolean isUpToDate() {
    return config != null && Digests.sha256Hex(config).equals(stats.core().configDigest());
  }
}
