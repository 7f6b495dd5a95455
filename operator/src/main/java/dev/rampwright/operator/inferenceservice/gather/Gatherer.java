package dev.rampwright.operator.inferenceservice.gather;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.revision.RevisionRecords;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarTarget;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the informers' caches and asks the sidecars. */
public final class Gatherer {
  private final SidecarClient sidecars;
  private final RouteReader routes;
  private final RevisionRecords records = new RevisionRecords(Api.LABEL_REVISION);
  private final ServingCertificates certificates = new ServingCertificates();
  private final Clock clock;

  public Gatherer(SidecarClient sidecars, RouteReader routes, Clock clock) {
    this.sidecars = sidecars;
    this.routes = routes;
    this.clock = clock;
  }

  /** Gathers for one service. */
  public Gathered gather(InferenceService service, ActualObjects objects, CacheLookup caches) {
    Instant now = clock.instant();
    Identity identity = Identity.of(service);
    Optional<String> token =
        Optional.ofNullable(objects.find(Secret.class, identity.adminSecretName()))
            .map(Secret::getData)
            .map(data -> data.get(SidecarFiles.ADMIN_TOKEN))
            .map(data -> new String(Base64.getDecoder().decode(data), UTF_8));
    List<ModelPodView> pods = asked(identity, pods(objects, now), token);
    Revisions revisions = records.read(objects.all(ControllerRevision.class));
    Set<String> cacheNames = cacheNames(service, revisions);
    return new Gathered(
        now,
        service,
        identity,
        revisions,
        objects,
        pods,
        EntryEndpoints.revisions(identity.name(), objects.all(EndpointSlice.class), pods),
        found(identity.namespace(), cacheNames, caches),
        withSecret(identity.namespace(), cacheNames, caches),
        token,
        routes.read(service, now),
        ServingTls.secretName(service.getSpec().serving())
            .map(name -> certificates.read(name, objects.find(Secret.class, name), now)));
  }

  private static List<ModelPodView> pods(ActualObjects objects, Instant now) {
    return objects.all(Pod.class).stream()
        .flatMap(pod -> ModelPodView.of(pod, now).stream())
        .sorted(Comparator.comparing(ModelPodView::name))
        .toList();
  }

  private List<ModelPodView> asked(
      Identity identity, List<ModelPodView> pods, Optional<String> token) {
    List<SidecarTarget> targets =
        pods.stream().flatMap(pod -> target(identity, pod, token).stream()).toList();
    Map<String, SidecarStats> stats = sidecars.stats(targets);
    return pods.stream().map(pod -> pod.with(stats.get(pod.uid()))).toList();
  }

  /** The pod's sidecar, if it can be called. */
  public static Optional<SidecarTarget> target(
      Identity identity, ModelPodView pod, Optional<String> token) {
    if (!pod.sidecarRuns() || token.isEmpty()) {
      return Optional.empty();
    }
    return pod.address()
        .map(
            address ->
                new SidecarTarget(
                    pod.uid(),
                    pod.name(),
                    address,
                    pod.channel(),
                    identity.peerName(),
                    token.get()));
  }

  private static Set<String> cacheNames(InferenceService service, Revisions revisions) {
    Stream<String> wanted =
        Stream.ofNullable(service.getSpec().cache()).map(cache -> cache.tokenCacheRef().name());
    Stream<String> used =
        revisions.stored().stream().flatMap(it -> Stream.ofNullable(it.spec().tokenCache()));
    return Stream.concat(wanted, used).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, TokenCache> found(
      String namespace, Set<String> names, CacheLookup caches) {
    Map<String, TokenCache> found = new TreeMap<>();
    names.forEach(name -> caches.find(namespace, name).ifPresent(cache -> found.put(name, cache)));
    return found;
  }

  private static Set<String> withSecret(String namespace, Set<String> names, CacheLookup caches) {
    return names.stream()
        .filter(name -> caches.hasSecret(namespace, name))
        .collect(Collectors.toUnmodifiableSet());
  }
}
