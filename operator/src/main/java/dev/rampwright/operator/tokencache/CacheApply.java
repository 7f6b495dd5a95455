package dev.rampwright.operator.tokencache;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec.Managed;
import dev.rampwright.operator.kube.Applied;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import dev.rampwright.operator.tokencache.resources.CacheSecret;
import dev.rampwright.operator.tokencache.resources.ValkeyConfig;
import dev.rampwright.operator.tokencache.resources.ValkeyDeployment;
import dev.rampwright.operator.tokencache.resources.ValkeyNetwork;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the cluster hold what a TokenCache needs. */
final class CacheApply {
  private final Applier applier;
  private final Images images;
  private final Supplier<String> random;

  /**
   * Made once.
   *
   * @param random makes a new password or key
   */
  CacheApply(Applier applier, Images images, Supplier<String> random) {
    this.applier = applier;
    this.images = images;
    this.random = random;
  }

  /** Applies everything; returns whether the Secret's values are new. */
  boolean apply(TokenCache cache, CacheObservation seen) {
    CacheNames names = CacheNames.of(cache);
    Map<String, String> existing = seen.secret().map(Secret::getData).orElse(Map.of());
    Applied<Secret> secret =
        applier.apply(
            cache, CacheSecret.build(names, existing, random), seen.secret().orElse(null));
    Optional.ofNullable(cache.getSpec().redis())
        .ifPresentOrElse(
            redis -> applyValkey(cache, redis.managed(), secret.object(), seen),
            () -> seen.leftovers().forEach(object -> applier.delete(cache, object)));
    return secret.written() && !secret.object().getData().equals(existing);
  }

  private void applyValkey(
      TokenCache cache, Managed managed, Secret secret, CacheObservation seen) {
    CacheNames names = CacheNames.of(cache);
    String maxMemory = Optional.ofNullable(managed.maxMemory()).orElse("256Mi");
    String config = ValkeyConfig.text(CacheSecret.password(secret), maxMemory);
    applier.apply(cache, ValkeyConfig.secret(names, config), null);
    applier.apply(cache, ValkeyNetwork.policy(names), null);
    applier.apply(cache, ValkeyNetwork.service(names), null);
    applier.apply(
        cache,
        ValkeyDeployment.build(
            names, images, config, maxMemory, Optional.ofNullable(managed.resources())),
        seen.valkey().orElse(null));
  }
}
