package dev.rampwright.sidecar.observe;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import java.util.List;

/** What the JVM and the process say of themselves. */
final class JvmMetrics {
  private JvmMetrics() {}

  /**
   * All of {@code DefaultExports} but what each pool has ever allocated: to know it, a collector is
   * told of every collection in a thread of its own, which took a twentieth of a replay.
   */
  static void register(CollectorRegistry registry) {
    List.of(
            new StandardExports(),
            new MemoryPoolsExports(),
            new BufferPoolsExports(),
            new GarbageCollectorExports(),
            new ThreadExports(),
            new ClassLoadingExports(),
            new VersionInfoExports())
        .forEach(registry::register);
  }
}
