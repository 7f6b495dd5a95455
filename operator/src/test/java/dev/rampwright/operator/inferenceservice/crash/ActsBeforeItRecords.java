package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.apply.Appliance;
import dev.rampwright.operator.inferenceservice.gather.ActualObjects;
import dev.rampwright.operator.inferenceservice.gather.CacheLookup;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.Gatherer;
import dev.rampwright.operator.inferenceservice.gather.RouteReader;
import dev.rampwright.operator.inferenceservice.queries.QueryResults;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.inferenceservice.rollout.Decider;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Recorded;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.inferenceservice.status.ServiceStatus;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The reconciler with its two last steps in the wrong order: it does what it decided and records it
 * then. Without a crash nobody could tell.
 */
final class ActsBeforeItRecords implements Reconciler<InferenceService> {
  private static final CacheLookup NO_CACHES =
      new CacheLookup() {
        @Override
        public Optional<TokenCache> find(String namespace, String name) {
          return Optional.empty();
        }

        @Override
        public boolean hasSecret(String namespace, String name) {
          return false;
        }
      };

  private final OperatorSettings settings;
  private final Gatherer gatherer;
  private final StatusWriter status;
  private final Appliance appliance;

  ActsBeforeItRecords(
      KubernetesClient client,
      OperatorSettings settings,
      SidecarClient sidecars,
      Issuer issuer,
      Clock clock) {
    this.settings = settings;
    this.gatherer = new Gatherer(sidecars, new RouteReader(client), clock);
    this.status = new StatusWriter(client);
    this.appliance = new Appliance(client, settings.namespace(), sidecars, issuer);
  }

  @Override
  public UpdateControl<InferenceService> reconcile(
      InferenceService service, Context<InferenceService> context) {
    ActualObjects objects =
        ActualObjects.read(
            Set.copyOf(ListedContext.KINDS),
            type -> context.getSecondaryResourcesAsStream(type).toList());
    Gathered seen = gatherer.gather(service, objects, NO_CACHES);
    Recorded recorded = Recorded.of(service.getStatus());
    Decision decision =
        Decider.decide(seen, recorded, pins(), EpochOutcomes.NONE, QueryResults.NONE);
    appliance.apply(seen, decision);
    status.write(service, ServiceStatus.of(seen, decision, Optional.empty(), Optional.empty()));
    return UpdateControl.noUpdate();
  }

  private Pins pins() {
    OperatorSettings.Images images = settings.images();
    return new Pins(
        images.release(), images.sidecar(), images.pullPolicy(), images.llamaCpp(), 600_000);
  }
}
