package dev.rampwright.operator.inferenceservice;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.resources.ClientAuths;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which services an object concerns, and which objects concern a service.
 *
 * @param services all that there are
 */
record ServiceLinks(IndexerResourceCache<InferenceService> services) {
  private static final String CACHE_SECRET_SUFFIX = "-cache";

  /** The Secret that sidecars need to use a TokenCache. */
  static ResourceID cacheSecret(String namespace, String cache) {
    return new ResourceID(cache + CACHE_SECRET_SUFFIX, namespace);
  }

  /** The service that an object was made for. */
  static Set<ResourceID> instance(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Labels.INSTANCE);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
  }

  /** Its own admin token and certificate. */
  static Set<ResourceID> secretsOf(InferenceService service) {
    Identity identity = Identity.of(service);
    return Set.of(id(service, identity.adminSecretName()), id(service, identity.tlsSecretName()));
  }

  /** What users wrote for it. */
  static Set<ResourceID> userSecretsOf(InferenceService service) {
    ServingSpec serving = service.getSpec().serving();
    return Stream.concat(ClientAuths.secretNames(serving), ServingTls.secretName(serving).stream())
        .map(name -> id(service, name))
        .collect(Collectors.toSet());
  }

  /** The TokenCache that it uses, if it does. */
  static Set<ResourceID> cacheOf(InferenceService service) {
    CacheReference reference = service.getSpec().cache();
    return reference == null ? Set.of() : Set.of(id(service, reference.tokenCacheRef().name()));
  }

  /** Whose a Secret is that the operator made; pods wait for a TokenCache's too. */
  Set<ResourceID> ofSecret(Secret secret) {
    return isCacheSecret(secret)
        ? usersOf(
            secret.getMetadata().getNamespace(),
            secret.getMetadata().getLabels().getOrDefault(Labels.INSTANCE, ""))
        : instance(secret);
  }

  /** Who names a Secret that a user wrote. */
  Set<ResourceID> ofUserSecret(Secret secret) {
    ResourceID named = ResourceID.fromResource(secret);
    return all(
        secret.getMetadata().getNamespace(), service -> userSecretsOf(service).contains(named));
  }

  /** Who uses a TokenCache. */
  Set<ResourceID> ofCache(TokenCache cache) {
    return usersOf(cache.getMetadata().getNamespace(), cache.getMetadata().getName());
  }

  private Set<ResourceID> usersOf(String namespace, String cache) {
    ResourceID wanted = new ResourceID(cache, namespace);
    return all(namespace, service -> cacheOf(service).contains(wanted));
  }

  private Set<ResourceID> all(String namespace, Predicate<InferenceService> concerned) {
    return services
        .list(namespace, concerned)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static boolean isCacheSecret(Secret secret) {
    return secret.getMetadata().getName().endsWith(CACHE_SECRET_SUFFIX)
        && !Identity.KIND_LABEL.equals(secret.getMetadata().getLabels().get(Labels.NAME));
  }

  private static ResourceID id(InferenceService service, String name) {
    return new ResourceID(name, service.getMetadata().getNamespace());
  }
}
