package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.play.StoredRevisions;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Records;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An installation that release 0.1.0 has left: its sidecars know neither TLS nor the port of hops.
 */
@ExtendWith(ApiServerExtension.class)
class ReleaseOneIT {
  private static final String CHAT =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
        rollout:
          scaleDownDelay: 0s
          steps:
          - {weight: 10, hold: 0s, maxHold: 20s}
          - {weight: 100, hold: 0s, maxHold: 20s}
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  private final ServiceScene scene;

  ReleaseOneIT(ApiServer server) {
    scene = new ServiceScene(server);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void itsPodsStayAsTheyAreAndTheNextRevisionTakesOver() {
    scene.apply(CHAT);
    String old = storeAsReleaseOne(scene.service());
    scene.startOperator();
    scene.awaitCondition("Ready", "True", "RevisionReady");
    assertThat(requireNonNull(scene.status().stableRevision())).isEqualTo(old);
    assertThat(pod(old).getVolumes()).noneMatch(it -> it.getName().equals("sidecar-tls"));

    scene.apply(CHAT.replace("1024", "2048"));
    scene.awaitStatus("promoted", status -> !old.equals(status.stableRevision()));
    String next = requireNonNull(scene.status().stableRevision());

    assertThat(scene.node.startedTakingHopsInClearText("chat-" + next)).containsExactly(true);
    assertThat(scene.node.weightsTakenBy("chat-" + old)).contains(1000, 10_000);
    assertThat(scene.node.endpointPortsGivenTo("chat-" + old))
        .containsExactly(String.valueOf(SidecarPorts.SERVE));
    await().until(() -> scene.node.takingHopsInClearText("chat-" + next), List.of(false)::equals);
  }

  private String storeAsReleaseOne(InferenceService service) {
    var images = TestSettings.IMAGES;
    Pins pins =
        new Pins(
            images.release(), images.sidecar(), images.pullPolicy(), images.llamaCpp(), 600_000);
    Revision revision = new Revisions(List.of()).desired(service, pins);
    Identity identity = Identity.of(service);
    new Applier(scene.client)
        .apply(
            service,
            Records.controllerRevision(identity, StoredRevisions.ofReleaseOne(identity, revision)),
            null);
    return revision.hash();
  }

  private PodSpec pod(String revision) {
    Deployment deployment =
        scene
            .client
            .apps()
            .deployments()
            .inNamespace(scene.namespace)
            .withName("chat-" + revision)
            .get();
    return deployment.getSpec().getTemplate().getSpec();
  }
}
