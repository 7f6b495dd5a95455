package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodeGoneScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-node");

  /**
   * Requests that are on the lost node hang, as no one says that it is gone: hence the deadlines.
   */
  private static final String PLAN =
      """
      serving: {requestTimeout: 30s, streamIdleTimeout: 10s}
      rollout:
        scaleDownDelay: 2s
        steps: [{weight: 10, hold: 10s}, {weight: 50, hold: 10m}, {weight: 100, hold: 5s}]
        gates: {sample: {minRequests: 5}, metrics: [{name: errors, metric: ErrorRate, max: "0.4"}]}
      """;

  private final Service service = new Service(cluster);

  @Test
  void aCandidateWhoseNodeIsGoneIsMadeGoodByStableAndRolledBack() throws Exception {
    service.apply(on("node1", Plan.stable(PLAN)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("the candidate's node gone at 50%", service)) {
      trial.change(on("node2", Plan.good(PLAN)));
      trial.awaitStep(50);
      String candidate = Objects.requireNonNull(service.rollout().candidate());
      new Killer(cluster, service, trial).node(2, service.readyPods(candidate));
      trial.awaitState("RolledBack");
      Figures figures = trial.end(FailureClass.ON_KILLED_PROCESS);

      assertThat(figures.reason()).isIn("GateFailed", "CandidateUnready");
      assertThat(service.stable()).isEqualTo(before);
    }
  }

  @AfterEach
  void mend() throws Exception {
    Injection.inject("find-node", "2");
    Injection.inject("mend");
  }

  private static String on(String node, String manifest) {
    return manifest.replace(
        "drainTimeout: 90s",
        "drainTimeout: 90s, nodeSelector: {kubernetes.io/hostname: " + node + "}");
  }
}
