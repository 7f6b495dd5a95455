package dev.rampwright.operator.app;

import dev.rampwright.operator.leader.Leadership;
import dev.rampwright.operator.leader.LeaseExpiry;
import dev.rampwright.operator.leader.LeaseStore;
import dev.rampwright.operator.leader.LeaseTimes;
import dev.rampwright.operator.metrics.ReconcileMetrics;
import dev.rampwright.operator.metrics.TargetMetrics;
import dev.rampwright.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The operator of this process, from its start to its stop. */
@ApplicationScoped
public class RunningOperator {
  private static final Logger LOG = Logger.getLogger(RunningOperator.class);
  private static final Duration LAST_RECONCILE = Duration.ofSeconds(8);

  private final KubernetesClient client;
  private final MeterRegistry registry;
  private final Clock clock = Clock.systemUTC();
  private final Leadership leadership =
      new Leadership(identity(), () -> Runtime.getRuntime().halt(1));

  private volatile @Nullable Operator operator;
  private volatile @Nullable LeaseStore lease;

  @Inject
  RunningOperator(KubernetesClient client, MeterRegistry registry) {
    this.client = client;
    this.registry = registry;
  }

  /** Starts informers and leader election; reconciling begins once this process leads. */
  public void start(OperatorSettings settings) {
    lease = new LeaseStore(client, settings.namespace());
    TargetMetrics targets = new TargetMetrics(registry);
    // The first one times; the others are told.
    Metrics metrics =
        new AggregatedMetrics(
            List.of(new ReconcileMetrics(registry, leadership::leading), targets));
    Operator starting = new Operator(o -> configure(o, settings, metrics));
    new Controllers(client, settings, targets, clock).registerOn(starting);
    starting.start();
    operator = starting;
    LOG.infof(
        "release %s serves %s",
        settings.images().release(),
        settings.watchNamespaces().isEmpty() ? "all namespaces" : settings.watchNamespaces());
  }

  /** Lets running reconciliations end, then gives the lease back, while the client still works. */
  void stop(@Observes ShutdownEvent event) {
    boolean led = leadership.shutDown();
    Operator running = operator;
    if (running != null) {
      running.stop();
    }
    LeaseStore held = lease;
    if (led && held != null) {
      try {
        held.release(leadership.identity());
      } catch (KubernetesClientException e) {
        LOG.warnf("could not give the lease back, it ends by itself: %s", e.getMessage());
      }
    }
  }

  /** Whether all informers have started. */
  public boolean started() {
    Operator running = operator;
    return running != null && running.getRuntimeInfo().isStarted();
  }

  /** Why this process, which believes to lead, must not; empty while all is well. */
  public Optional<String> leaseProblem() {
    LeaseStore held = lease;
    if (held == null || !leadership.leading()) {
      return Optional.empty();
    }
    return LeaseExpiry.problem(leadership.identity(), held.read(), clock.instant());
  }

  private void configure(
      ConfigurationServiceOverrider overrider, OperatorSettings settings, Metrics metrics) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withReconciliationTerminationTimeout(LAST_RECONCILE)
        .withMetrics(metrics)
        .withLeaderElectionConfiguration(election(settings.namespace()));
  }

  private LeaderElectionConfiguration election(String namespace) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LeaseTimes.NAME)
        .withLeaseNamespace(namespace)
        .withIdentity(leadership.identity())
        .withLeaseDuration(LeaseTimes.DURATION)
        .withRenewDeadline(LeaseTimes.RENEW_DEADLINE)
        .withRetryPeriod(LeaseTimes.RETRY)
        .withLeaderCallbacks(
            new LeaderCallbacks(leadership::acquired, leadership::lost, holder -> {}))
        // Leadership ends the process itself; System.exit would deadlock within a shutdown.
        .buildForTest(false);
  }

  /** The pod's name makes the lease readable; the suffix tells two processes of one pod apart. */
  private static String identity() {
    String pod = System.getenv().getOrDefault("HOSTNAME", "operator");
    return pod + "_" + UUID.randomUUID().toString().substring(0, 8);
  }
}
