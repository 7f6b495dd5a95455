package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.operator.inferenceservice.revision.Revision;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/**
 * The Deployment of a revision. Its pod template follows from the stored revision alone, so that it
 * never changes after it was made.
 */
public final class Deployments {
  private Deployments() {}

  public static Deployment of(Identity service, Revision revision, int replicas) {
    String hash = revision.hash();
    return new DeploymentBuilder()
        .withMetadata(service.metadata(service.revisionName(hash), service.labels(hash)))
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(1)
        // The ramp has a deadline of its own; the Deployment's says nothing that it does not know.
        .withProgressDeadlineSeconds(Integer.MAX_VALUE)
        .withNewSelector()
        .withMatchLabels(service.podSelector(hash))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(ModelPod.of(service, revision))
        .endSpec()
        .build();
  }
}
