package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An autoscaler sets how many pods there are, before a ramp and in the midst of one. */
class AutoscalerScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-autoscaler");
  private static final int FEW = 2;
  private static final int MANY = 4;

  /** The time in which an autoscaler with its defaults looks and acts twice. */
  private static final String PLAN = Plan.held(45, Plan.NO_GATES);

  private final Service service = new Service(cluster);
  private final Scaling scaling = new Scaling(service);

  @Test
  void anAutoscalerGrowsAServiceAtOnceAndShrinksItWhenTheRampIsOver(@TempDir Path folder)
      throws Exception {
    service.apply(Scaling.unscaled(Plan.stable(PLAN)));
    service.awaitReady();
    String before = service.stable();
    try (MetricsServer _ = MetricsServer.start(cluster, folder)) {
      autoscale("1m");
      scaling.awaitWanted(MANY);
      service.awaitReadyPods(before, MANY);
      try (Trial trial = Trial.begin("autoscaler shrinks in mid-ramp", service)) {
        trial.change(Scaling.unscaled(Plan.good(PLAN)));
        trial.awaitStep(10);
        autoscale("100");
        scaling.awaitWanted(FEW);
        trial.awaitStep(50);
        assertThat(service.readyPods(before)).as("stable pods in mid-ramp").hasSize(MANY);
        assertThat(service.status().replicas()).as("status.replicas").isEqualTo(MANY);
        String after = service.awaitPromotion(before, Duration.ofMinutes(6));
        scaling.awaitPods(after, FEW);
        Figures figures = trial.end();

        assertThat(figures.shares()).extracting(Share::weight).containsExactly(10, 50, 100);
        assertThat(figures.state()).isEqualTo("Idle");
        assertThat(scaling.wanted()).as("spec.replicas, as the autoscaler left it").isEqualTo(FEW);
      }
    }
  }

  /** Any load is more than a thousandth of a processor per pod, none is as much as a hundred. */
  private static void autoscale(String processors) throws Exception {
    String answer =
        cluster.kubectl(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: chat}
            spec:
              scaleTargetRef: {apiVersion: rampwright.dev/v1alpha1, kind: InferenceService, name: chat}
              minReplicas: %d
              maxReplicas: %d
              metrics:
              - {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: "%s"}}}
              behavior: {scaleDown: {stabilizationWindowSeconds: 0}}
            """
                .formatted(FEW, MANY, processors),
            "apply",
            "-f",
            "-");
    assertThat(answer).contains("chat");
  }
}
