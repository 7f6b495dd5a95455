package dev.rampwright.operator.inferenceservice;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.gather.ActualObjects;
import dev.rampwright.operator.inferenceservice.gather.CacheLookup;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What wakes the reconciler, and whose caches it reads. Every informer selects by label, so that no
 * cluster-wide cache of Secrets or Pods is held.
 */
final class ServiceEventSources {
  private static final Set<Class<? extends HasMetadata>> OWNED =
      Set.of(
          Deployment.class,
          Service.class,
          Pod.class,
          ConfigMap.class,
          ControllerRevision.class,
          EndpointSlice.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          BenchmarkRun.class);

  private static final String SECRETS = "Secret";
  private static final String CACHES = "TokenCache";
  private static final String UNMANAGED = "!" + Labels.MANAGED_BY;
  private static final String SELECTOR =
      Labels.MANAGED_SELECTOR + "," + Labels.NAME + "=" + Identity.KIND_LABEL;

  private ServiceEventSources() {}

  static List<EventSource<?, InferenceService>> create(
      EventSourceContext<InferenceService> context) {
    List<EventSource<?, InferenceService>> sources = new ArrayList<>();
    OWNED.forEach(type -> sources.add(owned(type, context)));
    sources.add(secrets(context));
    sources.add(userSecrets(context));
    sources.add(tokenCaches(context));
    return sources;
  }

  /** The caches' view of what belongs to the service. */
  static ActualObjects objects(Context<InferenceService> context) {
    Set<Class<? extends HasMetadata>> types = new HashSet<>(OWNED);
    types.add(Secret.class);
    // As a set they would be hashed, whole pods of them.
    return ActualObjects.read(types, type -> context.getSecondaryResourcesAsStream(type).toList());
  }

  static CacheLookup caches(Context<InferenceService> context) {
    return new CacheLookup() {
      @Override
      public Optional<TokenCache> find(String namespace, String name) {
        return cached(context, TokenCache.class, CACHES, new ResourceID(name, namespace));
      }

      @Override
      public boolean hasSecret(String namespace, String name) {
        ResourceID secret = ServiceLinks.cacheSecret(namespace, name);
        return cached(context, Secret.class, SECRETS, secret).isPresent();
      }
    };
  }

  private static <T extends HasMetadata> Optional<T> cached(
      Context<InferenceService> context, Class<T> type, String informer, ResourceID id) {
    EventSource<T, InferenceService> source =
        context.eventSourceRetriever().getEventSourceFor(type, informer);
    return source instanceof InformerEventSource<T, InferenceService> found
        ? found.get(id)
        : Optional.empty();
  }

  private static <T extends HasMetadata> EventSource<T, InferenceService> owned(
      Class<T> type, EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, InferenceService.class)
            .withName(type.getSimpleName())
            .withLabelSelector(SELECTOR)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(ServiceLinks::instance)
            .build(),
        context);
  }

  /**
   * Its own admin token and certificate, and the secrets of the TokenCaches, which pods wait for.
   */
  private static EventSource<Secret, InferenceService> secrets(
      EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, InferenceService.class)
            .withName(SECRETS)
            .withLabelSelector(Labels.MANAGED_SELECTOR)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(links(context)::ofSecret)
            .withPrimaryToSecondaryMapper(ServiceLinks::secretsOf)
            .build(),
        context);
  }

  /** Secrets that users wrote for services, by the label that lets the operator read them. */
  private static EventSource<Secret, InferenceService> userSecrets(
      EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, InferenceService.class)
            .withName("UserSecret")
            .withLabelSelector(Api.LABEL_USE + "=" + Api.LABEL_USE_INFERENCE + "," + UNMANAGED)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(links(context)::ofUserSecret)
            .withPrimaryToSecondaryMapper(ServiceLinks::userSecretsOf)
            .build(),
        context);
  }

  private static EventSource<TokenCache, InferenceService> tokenCaches(
      EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(TokenCache.class, InferenceService.class)
            .withName(CACHES)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(links(context)::ofCache)
            .withPrimaryToSecondaryMapper(ServiceLinks::cacheOf)
            .build(),
        context);
  }

  private static ServiceLinks links(EventSourceContext<InferenceService> context) {
    return new ServiceLinks(context.getPrimaryCache());
  }
}
