package dev.rampwright.operator.app;

import dev.rampwright.operator.benchmarkrun.BenchmarkRunReconciler;
import dev.rampwright.operator.inferenceservice.InferenceServiceController;
import dev.rampwright.operator.inferenceservice.InferenceServiceReconciler;
import dev.rampwright.operator.inferenceservice.sidecar.ServiceSidecars;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.metrics.TargetMetrics;
import dev.rampwright.operator.pki.AuthorityStore;
import dev.rampwright.operator.pki.CertificateMaker;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.pki.OwnCredentials;
import dev.rampwright.operator.settings.OperatorSettings;
import dev.rampwright.operator.tokencache.TokenCacheReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;

/** Wires the reconcilers of the three kinds. */
final class Controllers {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  /** A missed event heals after so long. */
  private static final Duration SAFETY_NET = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final OperatorSettings settings;
  private final TargetMetrics targets;
  private final Clock clock;

  Controllers(
      KubernetesClient client, OperatorSettings settings, TargetMetrics targets, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.targets = targets;
    this.clock = clock;
  }

  void registerOn(Operator operator) {
    CertificateMaker maker = new CertificateMaker();
    AuthorityStore authority = new AuthorityStore(client, settings.namespace(), maker, clock);
    Issuer issuer = new Issuer(authority, maker, clock);
    SidecarClient sidecars = new SidecarClient(new OwnCredentials(issuer));
    operator.register(
        new InferenceServiceReconciler(client, settings, sidecars, issuer, clock),
        controller -> {
          InferenceServiceController.configure(controller);
          scope(controller);
        });
    ServiceSidecars services = new ServiceSidecars(client, sidecars);
    register(
        operator,
        "tokencache",
        new TokenCacheReconciler(
            client, settings, services, services::order, targets, issuer, clock, new RandomText()));
    register(operator, "benchmarkrun", new BenchmarkRunReconciler(client, settings, clock));
  }

  private <R extends HasMetadata> void register(
      Operator operator, String name, Reconciler<R> reconciler) {
    operator.register(
        reconciler,
        controller -> {
          configure(controller);
          controller.withName(name);
        });
  }

  private <R extends HasMetadata> void configure(ControllerConfigurationOverrider<R> controller) {
    scope(controller);
    controller
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY)
                .setIntervalMultiplier(2)
                .setMaxInterval(LAST_RETRY.toMillis())
                .withoutMaxAttempts())
        .withReconciliationMaxInterval(SAFETY_NET);
  }

  private <R extends HasMetadata> void scope(ControllerConfigurationOverrider<R> controller) {
    if (settings.watchNamespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.watchNamespaces());
    }
  }
}
