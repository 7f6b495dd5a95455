package dev.rampwright.sidecar.admin;

import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.sidecar.cache.CacheFigures;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.http.Prewarming;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.observe.CacheTally;
import dev.rampwright.sidecar.observe.ServiceTally;
import dev.rampwright.sidecar.split.Traffic;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what the sidecar says of itself. */
public final class StatsReport {
  private final String instance;
  private final LiveConfig config;
  private final Traffic traffic;
  private final InFlight inFlight;
  private final Drain drain;
  private final CacheTally cache;
  private final Prewarming prewarming;
  private final CacheFigures held;
  private final ServiceTally served;
  private final Supplier<Optional<String>> servingCertificate;

  /**
   * Keeps the sources.
   *
   * @param instance random per process
   * @param servingCertificate fingerprint of what clients are shown; empty: they are served in
   *     clear text only
   */
  public StatsReport(
      String instance,
      LiveConfig config,
      Traffic traffic,
      InFlight inFlight,
      Drain drain,
      CacheTally cache,
      Prewarming prewarming,
      CacheFigures held,
      ServiceTally served,
      Supplier<Optional<String>> servingCertificate) {
    this.instance = instance;
    this.config = config;
    this.traffic = traffic;
    this.inFlight = inFlight;
    this.drain = drain;
    this.cache = cache;
    this.prewarming = prewarming;
    this.held = held;
    this.served = served;
    this.servingCertificate = servingCertificate;
  }

  SidecarStats now() {
    return new SidecarStats(
        core(),
        prewarming.progress().orElse(null),
        figures(),
        servingCertificate.get().orElse(null));
  }

  private SidecarStats.Core core() {
    return new SidecarStats.Core(
        SidecarStats.FORMAT_VERSION,
        Traffic.READS,
        instance,
        config.value().revision(),
        config.digest(),
        traffic.epoch(),
        traffic.candidateWeightBasisPoints(),
        drain.isDraining(),
        inFlight.of(Role.LOCAL) + inFlight.of(Role.HOP),
        inFlight.of(Role.CANDIDATE),
        traffic.localOutcomes(),
        traffic.candidateOutcomes(),
        cache.snapshot());
  }

  private SidecarStats.Figures figures() {
    return new SidecarStats.Figures(
        cache.snapshot(Layer.TOKENS),
        cache.corrupt(),
        held.memoryBytes(),
        served.firstBytes(),
        served.peakPerSecond(),
        served.shed());
  }
}
