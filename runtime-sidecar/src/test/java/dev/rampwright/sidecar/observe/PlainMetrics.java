package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.SidecarConfig;

/** Metrics of a sidecar whose configuration says no more than it must. */
final class PlainMetrics {
  private PlainMetrics() {}

  static SidecarMetrics create() {
    return new SidecarMetrics(
        new SidecarConfig(
            new SidecarConfig.Core(
                1,
                "default",
                "chat",
                "aaaaaaaa",
                "m",
                new SidecarConfig.Engine("127.0.0.1", 9000, "/health"),
                new SidecarConfig.Limits(1, 1, 1, 1),
                "k",
                null)));
  }
}
