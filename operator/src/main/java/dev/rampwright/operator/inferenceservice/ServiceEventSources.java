package dev.rampwright.operator.inferenceservice;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.gather.ActualObjects;
import dev.rampwright.operator.inferenceservice.gather.CacheLookup;
import dev.rampwright.operator.inferenceservice.resources.ClientAuths;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final String CACHE_SECRET_SUFFIX = "-cache";

  private static final String SECRETS = "Secret";
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
        return cached(context, TokenCache.class, "TokenCache", namespace, name);
      }

      @Override
      public boolean hasSecret(String namespace, String name) {
        return cached(context, Secret.class, SECRETS, namespace, name + CACHE_SECRET_SUFFIX)
            .isPresent();
      }
    };
  }

  private static <T extends HasMetadata> Optional<T> cached(
      Context<InferenceService> context,
      Class<T> type,
      String informer,
      String namespace,
      String name) {
    EventSource<T, InferenceService> source =
        context.eventSourceRetriever().getEventSourceFor(type, informer);
    return source instanceof InformerEventSource<T, InferenceService> found
        ? found.get(new ResourceID(name, namespace))
        : Optional.empty();
  }

  private static <T extends HasMetadata> EventSource<T, InferenceService> owned(
      Class<T> type, EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, InferenceService.class)
            .withName(type.getSimpleName())
            .withLabelSelector(SELECTOR)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(ServiceEventSources::instance)
            .build(),
        context);
  }

  private static Set<ResourceID> instance(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Labels.INSTANCE);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
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
            .withSecondaryToPrimaryMapper(
                secret ->
                    isCacheSecret(secret)
                        ? users(context, secret.getMetadata().getNamespace(), instanceName(secret))
                        : instance(secret))
            .withPrimaryToSecondaryMapper(
                (InferenceService service) ->
                    Set.of(
                        id(service, Identity.of(service).adminSecretName()),
                        id(service, Identity.of(service).tlsSecretName())))
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
            .withSecondaryToPrimaryMapper(
                secret ->
                    context
                        .getPrimaryCache()
                        .list(
                            secret.getMetadata().getNamespace(),
                            service ->
                                userSecretsOf(service).contains(ResourceID.fromResource(secret)))
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .withPrimaryToSecondaryMapper(ServiceEventSources::userSecretsOf)
            .build(),
        context);
  }

  private static Set<ResourceID> userSecretsOf(InferenceService service) {
    ServingSpec serving = service.getSpec().serving();
    return Stream.concat(ClientAuths.secretNames(serving), ServingTls.secretName(serving).stream())
        .map(name -> id(service, name))
        .collect(Collectors.toSet());
  }

  private static ResourceID id(InferenceService service, String name) {
    return new ResourceID(name, service.getMetadata().getNamespace());
  }

  private static boolean isCacheSecret(Secret secret) {
    return secret.getMetadata().getName().endsWith(CACHE_SECRET_SUFFIX)
        && !Identity.KIND_LABEL.equals(secret.getMetadata().getLabels().get(Labels.NAME));
  }

  private static String instanceName(Secret secret) {
    return secret.getMetadata().getLabels().getOrDefault(Labels.INSTANCE, "");
  }

  private static EventSource<TokenCache, InferenceService> tokenCaches(
      EventSourceContext<InferenceService> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(TokenCache.class, InferenceService.class)
            .withName("TokenCache")
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(
                cache ->
                    users(
                        context, cache.getMetadata().getNamespace(), cache.getMetadata().getName()))
            .withPrimaryToSecondaryMapper(ServiceEventSources::cacheOf)
            .build(),
        context);
  }

  private static Set<ResourceID> users(
      EventSourceContext<InferenceService> context, String namespace, String cache) {
    ResourceID wanted = new ResourceID(cache, namespace);
    return context
        .getPrimaryCache()
        .list(namespace, service -> cacheOf(service).contains(wanted))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static Set<ResourceID> cacheOf(InferenceService service) {
    CacheReference reference = service.getSpec().cache();
    return reference == null
        ? Set.of()
        : Set.of(
            new ResourceID(reference.tokenCacheRef().name(), service.getMetadata().getNamespace()));
  }
}
