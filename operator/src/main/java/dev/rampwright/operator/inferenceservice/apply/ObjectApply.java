package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.ExternalRedis;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.Deployments;
import dev.rampwright.operator.inferenceservice.resources.DisruptionBudgets;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.NetworkPolicies;
import dev.rampwright.operator.inferenceservice.resources.Records;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.HexFormat;
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
    put(seen, Records.adminSecret(identity, adminToken(seen)));
    certificates.apply(seen);
    put(
        seen,
        NetworkPolicies.of(
            identity,
            operatorNamespace,
            tokenCache(seen.service()),
            externalRedis(seen),
            seen.service().getSpec().serving()));
    DisruptionBudgets.of(identity, seen.service().getSpec()).ifPresent(budget -> put(seen, budget));
    for (Scale scale : decision.ramp().scales()) {
      decision
          .revisions()
          .find(scale.revision())
          .ifPresent(revision -> putRevision(seen, decision, revision, scale.replicas()));
    }
  }

  /** Applies the Service that clients use. */
  public void applyEntry(Gathered seen, Decision decision) {
    put(seen, Services.entry(seen.identity(), decision.ramp().entryRevision()));
  }

  private void putRevision(Gathered seen, Decision decision, Revision revision, int replicas) {
    Identity identity = seen.identity();
    put(seen, Records.controllerRevision(identity, revision));
    put(seen, Records.sidecarConfig(identity, SidecarSettings.of(seen, decision, revision)));
    put(seen, Services.ofRevision(identity, revision.hash()));
    if (!CacheGrace.holds(seen, decision.ramp().next(), revision)) {
      put(seen, Deployments.of(identity, revision, replicas));
    }
  }

  private <T extends HasMetadata> void put(Gathered seen, T desired) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) desired.getClass();
    @Nullable T actual = seen.objects().find(type, desired.getMetadata().getName());
    applier.apply(seen.service(), desired, actual);
  }

  /** The existing one: a cache that is behind must not make the sidecars' token change. */
  private String adminToken(Gathered seen) {
    return seen.adminToken()
        .or(
            () ->
                Optional.ofNullable(stored(seen.identity()))
                    .map(it -> SecretTexts.text(it, SidecarFiles.ADMIN_TOKEN))
                    .filter(it -> !it.isEmpty()))
        .orElseGet(this::newToken);
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
