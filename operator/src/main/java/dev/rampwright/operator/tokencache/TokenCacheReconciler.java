package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Events;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Refusal;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.metrics.TargetMetrics;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.settings.OperatorSettings;
import dev.rampwright.operator.tokencache.prewarm.PrewarmCondition;
import dev.rampwright.operator.tokencache.prewarm.PrewarmProgress;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reconciles TokenCaches. */
public final class TokenCacheReconciler implements Reconciler<TokenCache> {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration BLOCKED = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofSeconds(30);

  private final Clock clock;
  private final CacheGather gather;
  private final CacheApply apply;
  private final PrewarmOrders orders;
  private final FiguresDisplay<ShownFigures> figures = new FiguresDisplay<>();
  private final TargetMetrics targets;
  private final StatusWriter statuses;
  private final Events events;

  /**
   * Made once.
   *
   * @param sidecars asks the sidecars what they count
   * @param orders tells them what to ask before clients do
   * @param targets shows what has been judged
   * @param issuer of certificates
   * @param random makes a new password or key
   */
  public TokenCacheReconciler(
      KubernetesClient client,
      OperatorSettings settings,
      SidecarReadings sidecars,
      PrewarmOrders orders,
      TargetMetrics targets,
      Issuer issuer,
      Clock clock,
      Supplier<String> random) {
    this.clock = clock;
    this.orders = orders;
    this.targets = targets;
    this.gather = new CacheGather(client, sidecars);
    this.apply = new CacheApply(new Applier(client), settings.images(), issuer, random);
    this.statuses = new StatusWriter(client);
    this.events = new Events(client, clock);
  }

  @Override
  public UpdateControl<TokenCache> reconcile(TokenCache cache, Context<TokenCache> context) {
    CacheObservation seen = gather.gather(cache, context);
    StatusWriter.Outcome outcome;
    try {
      boolean newSecret = apply.apply(cache, seen);
      if (newSecret && cache.getStatus() != null) {
        events.publish(cache, recreated());
      }
      order(cache, seen);
      TokenCacheStatus next = status(cache, seen, clock.instant());
      tellPrewarmed(cache, next);
      targets.show(cache, judged(seen, next));
      outcome = statuses.write(cache, next);
    } catch (BlockedException e) {
      return blocked(cache, e);
    } catch (KubernetesClientException e) {
      return blocked(cache, Refusal.of(e));
    }
    if (outcome == StatusWriter.Outcome.STALE) {
      return UpdateControl.<TokenCache>noUpdate().rescheduleAfter(SOON);
    }
    return UpdateControl.<TokenCache>noUpdate().rescheduleAfter(POLL);
  }

  private UpdateControl<TokenCache> blocked(TokenCache cache, BlockedException e) {
    targets.show(cache, List.of());
    statuses.write(
        cache,
        CacheStatusRule.blocked(
            cache, e.reason(), String.valueOf(e.getMessage()), clock.instant()));
    return UpdateControl.<TokenCache>noUpdate().rescheduleAfter(BLOCKED);
  }

  private TokenCacheStatus status(TokenCache cache, CacheObservation seen, Instant now) {
    ShownFigures chosen =
        figures.choose(
            cache.getMetadata().getUid(),
            ShownFigures.of(cache),
            ShownFigures.measured(cache, seen, seen.prewarmProgress()),
            now);
    return CacheStatusRule.status(cache, seen, chosen.asAskedBy(cache), now);
  }

  /** The status keeps the last ones while no sidecar tells; nobody is to be woken by them. */
  private static List<TargetStatus> judged(CacheObservation seen, TokenCacheStatus next) {
    return seen.reports().isEmpty() || next.targets() == null ? List.of() : next.targets();
  }

  /**
   * What a sidecar says of its orders is from before: those who have just been told say it next.
   */
  private void order(TokenCache cache, CacheObservation seen) {
    if (seen.prewarm() instanceof PrewarmWish.Ordered(PrewarmOrder order)
        && seen.reports().stream()
            .anyMatch(report -> PrewarmProgress.isNewsTo(report.stats(), order))) {
      seen.users().stream()
          .filter(service -> CacheUsers.sidecars(service) > 0)
          .map(service -> service.getMetadata().getName())
          .forEach(name -> orders.send(cache.getMetadata().getNamespace(), name, order));
    }
  }

  private void tellPrewarmed(TokenCache cache, TokenCacheStatus next) {
    PrewarmCondition.news(
            cache.getStatus() == null ? null : cache.getStatus().conditions(), next.conditions())
        .ifPresent(notice -> events.publish(cache, notice));
  }

  @Override
  public List<EventSource<?, TokenCache>> prepareEventSources(
      EventSourceContext<TokenCache> context) {
    return List.of(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Deployment.class, TokenCache.class)
                .withLabelSelector(
                    Labels.MANAGED_SELECTOR + "," + Labels.NAME + "=" + CacheNames.KIND_LABEL)
                .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(TokenCache.class, false))
                .build(),
            context),
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(InferenceService.class, TokenCache.class)
                .withSecondaryToPrimaryMapper(TokenCacheReconciler::cacheOf)
                .withOnUpdateFilter(CacheUsers::matters)
                .build(),
            context));
  }

  private static Set<ResourceID> cacheOf(InferenceService service) {
    return CacheUsers.cacheOf(service).stream()
        .map(name -> new ResourceID(name, service.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  private Notice recreated() {
    return Notice.warning(
        Reason.CacheSecretRecreated,
        "the Secret was gone or incomplete; its new values reach sidecars within about a minute",
        clock.instant().toString());
  }
}
