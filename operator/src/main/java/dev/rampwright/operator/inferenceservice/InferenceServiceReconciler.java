package dev.rampwright.operator.inferenceservice;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.apply.Appliance;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.Gatherer;
import dev.rampwright.operator.inferenceservice.gather.RouteReader;
import dev.rampwright.operator.inferenceservice.queries.PrometheusClient;
import dev.rampwright.operator.inferenceservice.queries.QueryLedger;
import dev.rampwright.operator.inferenceservice.queries.QueryResults;
import dev.rampwright.operator.inferenceservice.resources.SidecarConfigs;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.inferenceservice.rollout.Decider;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Recorded;
import dev.rampwright.operator.inferenceservice.rollout.StepQueries;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.inferenceservice.sidecar.OutcomeLedger;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.inferenceservice.status.BlockedStatus;
import dev.rampwright.operator.inferenceservice.status.HitRates;
import dev.rampwright.operator.inferenceservice.status.Notices;
import dev.rampwright.operator.inferenceservice.status.ServiceStatus;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Events;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings one InferenceService a step further: gather, decide, record the decision in status, apply
 * it. The record comes before the deed, for the ramp's state must never fall behind the epochs that
 * the sidecars have seen.
 */
public final class InferenceServiceReconciler implements Reconciler<InferenceService> {
  private final OperatorSettings settings;
  private final Gatherer gatherer;
  private final OutcomeLedger ledger = new OutcomeLedger();
  private final QueryLedger queries;
  private final HitRates hitRates = new HitRates();
  private final StatusWriter status;
  private final Events events;
  private final Appliance appliance;
  private final Clock clock;
  private final Spread spread = new Spread(RandomGenerator.getDefault());

  public InferenceServiceReconciler(
      KubernetesClient client,
      OperatorSettings settings,
      SidecarClient sidecars,
      Issuer issuer,
      Clock clock) {
    this.settings = settings;
    this.gatherer = new Gatherer(sidecars, new RouteReader(client), clock);
    this.queries = new QueryLedger(settings.prometheus(), new PrometheusClient());
    this.status = new StatusWriter(client);
    this.events = new Events(client, clock);
    this.appliance = new Appliance(client, settings.namespace(), sidecars, issuer);
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, InferenceService>> prepareEventSources(
      EventSourceContext<InferenceService> context) {
    return ServiceEventSources.create(context);
  }

  @Override
  public UpdateControl<InferenceService> reconcile(
      InferenceService service, Context<InferenceService> context) {
    if (service.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    try {
      Gathered seen =
          gatherer.gather(
              service, ServiceEventSources.objects(context), ServiceEventSources.caches(context));
      Recorded recorded = Recorded.of(service.getStatus());
      Decision decision =
          Decider.decide(
              seen, recorded, pins(service), outcomes(seen, recorded), queries(seen, recorded));
      return switch (record(seen, decision)) {
        case STALE -> again(Schedule.SOON);
        case WRITTEN, UNCHANGED -> {
          boolean settled = appliance.apply(seen, decision);
          yield again(Schedule.next(seen, decision, settled, spread));
        }
      };
    } catch (BlockedException e) {
      status.write(service, BlockedStatus.of(service, e, clock.instant()));
      return again(Schedule.IDLE);
    }
  }

  private StatusWriter.Outcome record(Gathered seen, Decision decision) {
    InferenceServiceStatus next =
        ServiceStatus.of(
            seen, decision, appliance.trouble(seen.identity().uid()), hitRates.toShow(seen));
    StatusWriter.Outcome outcome = status.write(seen.service(), next);
    if (outcome == StatusWriter.Outcome.WRITTEN) {
      Notices.of(seen.service().getStatus(), next, decision, seen.now())
          .forEach(notice -> events.publish(seen.service(), notice));
    }
    return outcome;
  }

  /** What was counted in the recorded epoch. */
  private EpochOutcomes outcomes(Gathered seen, Recorded recorded) {
    return recorded
        .state()
        .map(
            state ->
                ledger.sum(
                    new OutcomeLedger.Scope(
                        seen.identity().uid(), state.epoch(), recorded.window()),
                    recorded.router(seen.service().getSpec().route()).counts(seen, state),
                    state.isJudged() ? Detail.SAMPLES : Detail.REQUESTS,
                    seen.now()))
        .orElse(EpochOutcomes.NONE);
  }

  /** What the recorded step's queries have answered. */
  private QueryResults queries(Gathered seen, Recorded recorded) {
    return queries.look(
        seen.identity().uid(), StepQueries.of(seen.identity(), recorded), seen.now());
  }

  private Pins pins(InferenceService service) {
    OperatorSettings.Images images = settings.images();
    return new Pins(
        images.release(),
        images.sidecar(),
        images.pullPolicy(),
        images.llamaCpp(),
        SidecarConfigs.requestTimeoutMillis(service.getSpec().serving()));
  }

  private static UpdateControl<InferenceService> again(Duration delay) {
    return UpdateControl.<InferenceService>noUpdate().rescheduleAfter(delay);
  }
}
