package dev.rampwright.operator.testing;

import dev.rampwright.operator.settings.OperatorSettings;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.util.List;
import java.util.Set;

/** Settings as the chart would give them. */
public final class TestSettings {
  public static final Images IMAGES =
      new Images(
          "0.1.0",
          "example.com/sidecar:1",
          "example.com/llama-cpp:1",
          "example.com/valkey:1",
          "example.com/bench-job:1",
          "IfNotPresent");

  private TestSettings() {}

  /** URL targets on or off, all else usual. */
  public static OperatorSettings withUrlTargets(boolean allowed) {
    return new OperatorSettings("rampwright-system", Set.of(), IMAGES, allowed, List.of());
  }

  /** Servers that gates may query, all else usual. */
  public static OperatorSettings withPrometheus(List<PrometheusProvider> providers) {
    return new OperatorSettings("rampwright-system", Set.of(), IMAGES, false, providers);
  }
}
