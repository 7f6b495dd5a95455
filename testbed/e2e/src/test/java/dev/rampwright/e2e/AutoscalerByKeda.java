package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * KEDA sets how many pods there are, by the requests per second that a real Prometheus reads from
 * the sidecars: at rest, up and down in the midst of a ramp, and down to none when nobody asks.
 */
class AutoscalerByKeda {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-keda");
  private static final int NONE = 0;
  private static final int FEW = 2;
  private static final int MANY = 4;
  private static final int MOST = 5;

  /**
   * How many requests per second each pod is to take: of {@link Trial#PER_SECOND} that makes the
   * number of pods, in the middle between that and one pod less.
   */
  private static final String FOR_FEW = "6.6";

  private static final String FOR_MANY = "2.8";
  private static final String FOR_MOST = "2.2";

  private static final String REQUESTS =
      "sum(rate(rampwright_sidecar_requests_total{service=\"chat\",role!=\"hop\"}[10s]))";

  /** As many as those, where no pod is left to count them. */
  private static final String KNOCKING = "vector(" + Trial.PER_SECOND + ")";

  /** The time in which an autoscaler with its defaults looks and acts twice. */
  private static final String PLAN = Plan.held(45, Plan.NO_GATES);

  private final Service service = new Service(cluster);
  private final Scaling scaling = new Scaling(service);

  @Test
  void kedaGrowsAServiceAtOnceAndShrinksItWhenTheRampIsOver(@TempDir Path folder) throws Exception {
    service.apply(Scaling.unscaled(Plan.stable(PLAN)));
    service.awaitReady();
    String before = service.stable();
    Scraper scraper = new Scraper(folder);
    try (Program _ = scraper.start();
        var _ = scraper.follow(service)) {
      scale(FEW, REQUESTS, FOR_MANY);
      scaling.awaitWanted(FEW);
      try (Trial trial = Trial.begin("KEDA grows and shrinks in mid-ramp", service)) {
        scaling.awaitWanted(MANY);
        service.awaitReadyPods(before, MANY);
        ramp(trial, before);
      }
      toNoneAndBack();
    }
  }

  private void ramp(Trial trial, String before) throws Exception {
    trial.change(Scaling.unscaled(Plan.good(PLAN)));
    trial.awaitStep(10);
    scale(FEW, REQUESTS, FOR_MOST);
    scaling.awaitWanted(MOST);
    service.awaitReadyPods(before, MOST);
    assertThat(service.rollout().state()).as("the ramp goes on").isEqualTo("Ramping");

    trial.awaitStep(50);
    scale(FEW, REQUESTS, FOR_FEW);
    scaling.awaitWanted(FEW);
    assertThat(service.readyPods(before)).as("stable pods in mid-ramp").hasSize(MOST);
    String after = service.awaitPromotion(before, Duration.ofMinutes(6));
    scaling.awaitPods(after, FEW);
    Figures figures = trial.end();

    assertThat(figures.shares().stream().map(Share::weight).distinct())
        .containsExactly(10, 50, 100);
    assertThat(figures.state()).isEqualTo("Idle");
    assertThat(scaling.wanted()).as("spec.replicas, as KEDA left it").isEqualTo(FEW);
  }

  private void toNoneAndBack() throws Exception {
    String stable = service.stable();
    scale(NONE, REQUESTS, FOR_MANY);
    scaling.awaitWanted(NONE);
    scaling.awaitPods(stable, NONE);
    scale(NONE, KNOCKING, FOR_MANY);
    scaling.awaitPods(stable, MANY);
    assertThat(service.stable()).as("what serves again").isEqualTo(stable);
  }

  private static void scale(int least, String query, String perPod) throws Exception {
    String answer =
        cluster.kubectl(
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: chat}
            spec:
              scaleTargetRef: {apiVersion: rampwright.dev/v1alpha1, kind: InferenceService, name: chat}
              minReplicaCount: %d
              maxReplicaCount: %d
              pollingInterval: 5
              cooldownPeriod: 10
              advanced:
                horizontalPodAutoscalerConfig:
                  behavior: {scaleDown: {stabilizationWindowSeconds: 0}}
              triggers:
              - type: prometheus
                metadata: {serverAddress: "http://%s", query: '%s', threshold: "%s"}
            """
                .formatted(
                    least, MOST, Cluster.setting("RAMPWRIGHT_E2E_PROMETHEUS"), query, perPod),
            "apply",
            "-f",
            "-");
    assertThat(answer).contains("scaledobject.keda.sh/chat");
  }
}
