package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.PrewarmSpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.kube.PodWords;
import dev.rampwright.operator.kube.ServiceNames;
import dev.rampwright.operator.tokencache.prewarm.PrewarmText;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import dev.rampwright.operator.tokencache.resources.GivenKeys;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CacheObservation} holds. */
final class CacheGather {
  private static final String CONFIG_KEY = "config.json";

  private final KubernetesClient client;
  private final SidecarReadings sidecars;

  CacheGather(KubernetesClient client, SidecarReadings sidecars) {
    this.client = client;
    this.sidecars = sidecars;
  }

  CacheObservation gather(TokenCache cache, Context<TokenCache> context) {
    CacheNames names = CacheNames.of(cache);
    List<InferenceService> users =
        List.copyOf(context.getSecondaryResources(InferenceService.class));
    Optional<Deployment> valkey =
        context
            .getSecondaryResourcesAsStream(Deployment.class)
            .filter(deployment -> Owners.isControlledBy(deployment, cache))
            .findFirst();
    return new CacheObservation(
        secret(names, names.secret()),
        given(names, cache),
        valkey,
        valkey.filter(found -> !CacheObservation.available(found)).flatMap(f -> trouble(names)),
        CacheApply.managed(cache).isEmpty()
            ? valkey.map(found -> leftovers(names, found)).orElse(List.of())
            : List.of(),
        secret(names, names.valkeyTls()),
        transport(cache, names, valkey, users),
        users,
        users.stream()
            .filter(service -> CacheUsers.sidecars(service) > 0)
            .flatMap(service -> reports(names, service.getMetadata().getName()))
            .toList(),
        prewarm(names, cache));
  }

  private PrewarmWish prewarm(CacheNames names, TokenCache cache) {
    @Nullable PrewarmSpec prewarm = cache.getSpec().prewarm();
    if (prewarm == null) {
      return new PrewarmWish.None();
    }
    String name = prewarm.configMapRef().name();
    @Nullable ConfigMap found =
        client.configMaps().inNamespace(names.namespace()).withName(name).get();
    return found == null
        ? new PrewarmWish.Missing(name)
        : PrewarmText.read(
            Objects.requireNonNullElse(found.getData(), Map.of()),
            Objects.requireNonNullElse(cache.getSpec().epoch(), 0L));
  }

  /** Nobody is asked once it is encrypted: it stays so. */
  private ValkeyTransport transport(
      TokenCache cache,
      CacheNames names,
      Optional<Deployment> valkey,
      List<InferenceService> users) {
    boolean staysClear =
        CacheApply.managed(cache).isPresent()
            && ValkeyTransport.present(cache, valkey) == ValkeyTransport.CLEAR
            && users.stream()
                .map(service -> service.getMetadata().getName())
                .anyMatch(service -> sidecars.anyInClearText(names.namespace(), service));
    return staysClear ? ValkeyTransport.CLEAR : ValkeyTransport.TLS;
  }

  private Stream<SidecarReport> reports(CacheNames names, String service) {
    Map<String, Optional<String>> configs = new HashMap<>();
    return sidecars.read(names.namespace(), service).stream()
        .map(
            stats ->
                new SidecarReport(
                    stats,
                    configs
                        .computeIfAbsent(
                            stats.core().revision(), revision -> config(names, service, revision))
                        .orElse(null)));
  }

  /** Asked for once a revision, however many pods that has. */
  private Optional<String> config(CacheNames names, String service, String revision) {
    @Nullable ConfigMap config =
        client
            .configMaps()
            .inNamespace(names.namespace())
            .withName(ServiceNames.sidecarConfig(service, revision))
            .get();
    return Optional.ofNullable(config).map(ConfigMap::getData).map(data -> data.get(CONFIG_KEY));
  }

  /** Read one by one: an informer would keep every Secret that the operator may read in memory. */
  private Optional<Secret> secret(CacheNames names, String name) {
    return Optional.ofNullable(
        client.secrets().inNamespace(names.namespace()).withName(name).get());
  }

  private Map<String, Secret> given(CacheNames names, TokenCache cache) {
    Map<String, Secret> given = new TreeMap<>();
    GivenKeys.names(cache.getSpec())
        .forEach(name -> secret(names, name).ifPresent(found -> given.put(name, found)));
    return given;
  }

  private Optional<String> trouble(CacheNames names) {
    return PodWords.firstTrouble(
        client.pods().inNamespace(names.namespace()).withLabels(names.labels()).list().getItems());
  }

  private List<HasMetadata> leftovers(CacheNames names, Deployment valkey) {
    return Stream.of(
            client.services().inNamespace(names.namespace()).withName(names.valkey()).get(),
            client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(names.namespace())
                .withName(names.valkey())
                .get(),
            secret(names, names.valkey()).orElse(null),
            secret(names, names.valkeyTls()).orElse(null),
            valkey)
        .filter(Objects::nonNull)
        .map(HasMetadata.class::cast)
        .toList();
  }
}
