package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.ExternalRedis;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.Deployments;
import dev.rampwright.operator.inferenceservice.resources.DisruptionBudgets;
import dev.rampwright.operator.inferenceservice.resources.Exposure;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.NetworkPolicies;
import dev.rampwright.operator.inferenceservice.resources.Records;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.Wish;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the service's objects to what was decided; writes nothing that is right already. */
public final class ObjectApply {
  private static final int TOKEN_BYTES = 32;

  private final KubernetesClient client;
  private final Applier applier;
  private final CertificateApply certificates;
  private final String operatorNamespace;
  private final SecureRandom random = new SecureRandom();

  public ObjectApply(
      KubernetesClient client, Applier applier, Issuer issuer, String operatorNamespace) {
    this.client = client;
    this.applier = applier;
    this.certificates = new CertificateApply(client, applier, issuer);
    this.operatorNamespace = operatorNamespace;
  }

  /** Applies all objects that lead no clients, those first that others need. */
  public void apply(Gathered seen, Decision decision) {
    Identity identity = seen.identity();
    seen.adminToken()
        .ifPresentOrElse(token -> putAdminSecret(seen, token), () -> makeAdminSecret(seen));
    certificates.apply(seen);
    putNetworkPolicy(seen, decision);
    InferenceServiceSpec spec = seen.service().getSpec();
    DisruptionBudgets.of(identity, spec)
        .ifPresent(
            budget ->
                put(
                    seen,
                    PodDisruptionBudget.class,
                    identity.name(),
                    Wish.of(
                        () -> budget,
                        identity,
                        Optional.ofNullable(spec.disruption()),
                        Optional.ofNullable(spec.replicas()))));
    for (Scale scale : decision.ramp().scales()) {
      decision
          .revisions()
          .find(scale.revision())
          .ifPresent(revision -> putRevision(seen, decision, revision, scale.replicas()));
    }
  }

  /** Applies the Service that clients use. */
  public void applyEntry(Gathered seen, Decision decision) {
    Identity identity = seen.identity();
    String revision = decision.ramp().entryRevision();
    Exposure exposure = Exposures.entry(seen, decision);
    put(
        seen,
        Service.class,
        identity.name(),
        Wish.of(() -> Services.entry(identity, revision, exposure), identity, revision, exposure));
  }

  private void putNetworkPolicy(Gathered seen, Decision decision) {
    Identity identity = seen.identity();
    @Nullable String cache = tokenCache(seen.service());
    @Nullable ExternalRedis redis = externalRedis(seen);
    @Nullable ServingSpec serving = seen.service().getSpec().serving();
    List<Integer> ports = Exposures.clientPorts(seen, decision);
    put(
        seen,
        NetworkPolicy.class,
        identity.name(),
        Wish.of(
            () -> NetworkPolicies.of(identity, operatorNamespace, cache, redis, serving, ports),
            identity,
            ports,
            Optional.ofNullable(cache),
            Optional.ofNullable(redis),
            Optional.ofNullable(serving)));
  }

  private void putRevision(Gathered seen, Decision decision, Revision revision, int replicas) {
    Identity identity = seen.identity();
    String hash = revision.hash();
    String name = identity.revisionName(hash);
    Object kept = keptAs(seen, name, revision);
    put(
        seen,
        ControllerRevision.class,
        name,
        Wish.of(() -> Records.controllerRevision(identity, revision), identity, kept));
    Exposure exposure = Exposures.revision(seen, hash);
    SidecarConfig config = SidecarSettings.of(seen, decision, revision);
    put(
        seen,
        ConfigMap.class,
        identity.configName(hash),
        Wish.of(() -> Records.sidecarConfig(identity, config), identity, config));
    put(
        seen,
        Service.class,
        name,
        Wish.of(() -> Services.ofRevision(identity, hash, exposure), identity, hash, exposure));
    if (!CacheGrace.holds(seen, decision.ramp().next(), revision)) {
      put(
          seen,
          Deployment.class,
          name,
          Wish.of(() -> Deployments.of(identity, revision, replicas), identity, kept, replicas));
    }
  }

  /**
   * What stands for the revision: the version of the record that it was read from, which is smaller
   * than the revision itself; the revision where it is not stored yet.
   */
  private static Object keptAs(Gathered seen, String name, Revision revision) {
    @Nullable ControllerRevision kept = seen.objects().find(ControllerRevision.class, name);
    return kept == null
        ? revision
        : kept.getMetadata().getUid() + "@" + kept.getMetadata().getResourceVersion();
  }

  private <T extends HasMetadata> void put(
      Gathered seen, Class<T> type, String name, Wish<T> wish) {
    applier.apply(seen.service(), wish, seen.objects().find(type, name));
  }

  private void putAdminSecret(Gathered seen, String token) {
    Identity identity = seen.identity();
    put(
        seen,
        Secret.class,
        identity.adminSecretName(),
        Wish.of(() -> Records.adminSecret(identity, token), identity, token));
  }

  /** The existing token, if there is one: a cache that is behind must not make it change. */
  private void makeAdminSecret(Gathered seen) {
    Identity identity = seen.identity();
    @Nullable Secret stored = stored(identity);
    String token =
        Optional.ofNullable(stored)
            .map(it -> SecretTexts.text(it, SidecarFiles.ADMIN_TOKEN))
            .filter(it -> !it.isEmpty())
            .orElseGet(this::newToken);
    applier.applyOver(seen.service(), Records.adminSecret(identity, token), stored);
  }

  private @Nullable Secret stored(Identity identity) {
    return client
        .secrets()
        .inNamespace(identity.namespace())
        .withName(identity.adminSecretName())
        .get();
  }

  private String newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  private static @Nullable ExternalRedis externalRedis(Gathered seen) {
    return Optional.ofNullable(tokenCache(seen.service()))
        .map(seen.caches()::get)
        .map(cache -> cache.getSpec().redis())
        .map(TokenCacheSpec.Redis::external)
        .orElse(null);
  }

  private static @Nullable String tokenCache(InferenceService service) {
    @Nullable CacheReference cache = service.getSpec().cache();
    return cache == null ? null : cache.tokenCacheRef().name();
  }
}
