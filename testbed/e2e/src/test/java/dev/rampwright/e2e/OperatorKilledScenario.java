package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorKilledScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-operator");
  private static final String PLAN = Plan.held(20, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aRampGoesOnWhereAKilledOperatorLeftIt() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    Random random = new Random();
    try (Trial trial = Trial.begin("operator killed three times", service)) {
      trial.change(Plan.good(PLAN));
      for (int i = 0; i < 3; i++) {
        awaitTheOperator();
        afterMillis(random.nextInt(8_000));
        killTheOperator();
      }
      service.awaitPromotion(before, Duration.ofMinutes(6));
      Figures figures = trial.end();

      assertThat(figures.shares())
          .extracting(Share::weight)
          .as("no step is run twice, none is left out")
          .containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }

  private static void afterMillis(int millis) {
    Instant due = Instant.now().plusMillis(millis);
    Awaitility.await("a random moment")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Instant.now().isAfter(due));
  }

  /** Without a grace: it ends in the middle of whatever it is doing. */
  private static void killTheOperator() {
    operators().withGracePeriod(0).delete();
  }

  private static void awaitTheOperator() {
    Awaitility.await("an operator that works")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> operators().list().getItems().stream().anyMatch(Service::ready));
  }

  private static NonNamespaceOperation<Pod, PodList, PodResource> operators() {
    return cluster.client().pods().inNamespace("rampwright-system");
  }
}
