package dev.rampwright.operator.inferenceservice.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/**
 * The same as {@link RollbackBench} on a whole cluster: kubelets start the candidate's pods for
 * each rollback, users call a Service, two entry pods split, and the installed operator decides.
 * One service, one rollback after the other.
 */
class ClusterRollbackBench {
  private static final int ROLLBACKS = Integer.getInteger("rampwright.bench.rollbacks", 30);
  private static final int PER_SECOND = 20;

  private final RollbackFigures rollbacks = new RollbackFigures();

  @Test
  void badCandidatesAreRolledBack() {
    String namespace = setting("RAMPWRIGHT_BENCH_NAMESPACE");
    try (KubernetesClient client = new KubernetesClientBuilder().build();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        Statuses statuses = new Statuses(client, namespace);
        RampedService service =
            new RampedService(
                client,
                namespace,
                0,
                statuses,
                new ClusterHosting(client, namespace, setting("RAMPWRIGHT_FAULT_ENGINE_IMAGE")))) {
      service.serve(clock, PER_SECOND);
      rollbacks.addFirst(service.tryCandidate());
      for (int number = 1; number <= ROLLBACKS; number++) {
        rollbacks.add(service.tryCandidate());
        System.out.printf(Locale.ROOT, "%d of %d rolled back%n", number, ROLLBACKS);
      }
      rollbacks.report(new Figures(), RollbackFigures.MOST, service.unanswered());
    }
    assertThat(rollbacks.early()).as("of evidence that no user saw").isZero();
    assertThat(rollbacks.measured()).isEqualTo(ROLLBACKS);
  }

  private static String setting(String variable) {
    return requireNonNull(
        System.getenv(variable), variable + " is not set: run this by make bench-rollbacks");
  }
}
