package dev.rampwright.operator.inferenceservice.bench;

import dev.rampwright.operator.inferenceservice.InferenceServiceController;
import dev.rampwright.operator.inferenceservice.InferenceServiceReconciler;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.metrics.ReconcileMetrics;
import dev.rampwright.operator.pki.AuthorityStore;
import dev.rampwright.operator.pki.CertificateMaker;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.pki.OwnCredentials;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** The controller of InferenceServices as the operator wires it, with the operator's own timer. */
final class TimedOperator implements AutoCloseable {
  static final double MEDIAN = 0.5;
  static final double HIGH = 0.99;
  private static final Duration LONGER_THAN_ANY_RUN = Duration.ofHours(2);

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Operator operator;

  private TimedOperator(KubernetesClient client) {
    registry.config().meterFilter(new Quantiles());
    operator =
        new Operator(
            it ->
                it.withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(new ReconcileMetrics(registry, () -> true)));
  }

  /** Serves one namespace from now on. */
  static TimedOperator start(ApiServer server, String namespace) {
    KubernetesClient client = server.client();
    Clock clock = Clock.systemUTC();
    CertificateMaker maker = new CertificateMaker();
    Issuer issuer =
        new Issuer(new AuthorityStore(client, server.newNamespace(), maker, clock), maker, clock);
    TimedOperator started = new TimedOperator(client);
    started.operator.register(
        new InferenceServiceReconciler(
            client,
            TestSettings.withUrlTargets(false),
            new SidecarClient(new OwnCredentials(issuer)),
            issuer,
            clock),
        controller -> {
          InferenceServiceController.configure(controller);
          controller.settingNamespace(namespace);
        });
    started.operator.start();
    return started;
  }

  /** Forgets all passes until now. */
  void forget() {
    registry.clear();
  }

  /** Passes since then. */
  long passes() {
    return timers().stream().mapToLong(Timer::count).sum();
  }

  /** How long such a share of them took at most, in milliseconds; that of the slower outcome. */
  double quantileMillis(double share) {
    return timers().stream()
        .flatMap(timer -> Arrays.stream(timer.takeSnapshot().percentileValues()))
        .filter(it -> it.percentile() == share)
        .mapToDouble((ValueAtPercentile it) -> it.value(TimeUnit.MILLISECONDS))
        .max()
        .orElse(0);
  }

  /** How long the longest of them took, in milliseconds. */
  double longestMillis() {
    return timers().stream().mapToDouble(it -> it.max(TimeUnit.MILLISECONDS)).max().orElse(0);
  }

  private Collection<Timer> timers() {
    return registry.find("rampwright.operator.reconcile").timers();
  }

  /** Without it the timer counts in the few buckets that a Prometheus is shown. */
  private static final class Quantiles implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      return DistributionStatisticConfig.builder()
          .percentiles(MEDIAN, HIGH)
          .percentilePrecision(2)
          .expiry(LONGER_THAN_ANY_RUN)
          .bufferLength(1)
          .build()
          .merge(config);
    }
  }

  @Override
  public void close() {
    operator.stop();
  }
}
