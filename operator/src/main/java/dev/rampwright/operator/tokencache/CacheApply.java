package dev.rampwright.operator.tokencache;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.api.tokencache.TokenCacheSpec.Managed;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.operator.kube.Applied;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.pki.CredentialsData;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import dev.rampwright.operator.tokencache.resources.CacheSecret;
import dev.rampwright.operator.tokencache.resources.GivenKeys;
import dev.rampwright.operator.tokencache.resources.ValkeyCertificate;
import dev.rampwright.operator.tokencache.resources.ValkeyConfig;
import dev.rampwright.operator.tokencache.resources.ValkeyDeployment;
import dev.rampwright.operator.tokencache.resources.ValkeyNetwork;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the cluster hold what a TokenCache needs. */
final class CacheApply {
  private final Applier applier;
  private final Images images;
  private final Issuer issuer;
  private final Supplier<String> random;

  /**
   * Made once.
   *
   * @param issuer of Valkey's certificate
   * @param random makes a new password or key
   */
  CacheApply(Applier applier, Images images, Issuer issuer, Supplier<String> random) {
    this.applier = applier;
    this.images = images;
    this.issuer = issuer;
    this.random = random;
  }

  /** Applies everything; returns whether the password is new. */
  boolean apply(TokenCache cache, CacheObservation seen) {
    CacheNames names = CacheNames.of(cache);
    Map<String, String> existing = seen.secret().map(Secret::getData).orElse(Map.of());
    Map<String, String> given = GivenKeys.data(cache.getSpec(), seen.given());
    Secret desired = CacheSecret.build(names, existing, given, random);
    Applied<Secret> secret = applier.apply(cache, desired, seen.secret().orElse(null));
    managed(cache)
        .ifPresentOrElse(
            managed -> applyValkey(cache, managed, secret.object(), seen),
            () -> seen.leftovers().forEach(object -> applier.delete(cache, object)));
    return secret.written() && !existing.entrySet().containsAll(ownPassword(secret.object()));
  }

  /** The Valkey that the operator is to run. */
  static Optional<Managed> managed(TokenCache cache) {
    return Optional.ofNullable(cache.getSpec().redis()).map(TokenCacheSpec.Redis::managed);
  }

  private static Set<Map.Entry<String, String>> ownPassword(Secret secret) {
    Map<String, String> password = new HashMap<>(secret.getData());
    password.keySet().retainAll(Set.of(SidecarFiles.REDIS_PASSWORD));
    return password.entrySet();
  }

  private void applyValkey(
      TokenCache cache, Managed managed, Secret secret, CacheObservation seen) {
    CacheNames names = CacheNames.of(cache);
    String maxMemory = Optional.ofNullable(managed.maxMemory()).orElse("256Mi");
    String password = CacheSecret.password(secret);
    String config = ValkeyConfig.text(password, maxMemory, seen.transport());
    applier.apply(cache, ValkeyConfig.secret(names, config, password, seen.transport()), null);
    if (seen.transport() == ValkeyTransport.TLS) {
      applyCertificate(cache, seen.certificate().orElse(null));
    }
    applier.apply(cache, ValkeyNetwork.policy(names), null);
    applier.apply(cache, ValkeyNetwork.service(names), null);
    applier.apply(
        cache,
        ValkeyDeployment.build(
            names,
            images,
            config,
            maxMemory,
            Optional.ofNullable(managed.resources()),
            seen.transport()),
        seen.valkey().orElse(null));
  }

  private void applyCertificate(TokenCache cache, @Nullable Secret stored) {
    CacheNames names = CacheNames.of(cache);
    Credentials right = issuer.renewed(names.host(), CredentialsData.in(stored));
    applier.applyOver(cache, ValkeyCertificate.secret(names, right), stored);
  }
}
