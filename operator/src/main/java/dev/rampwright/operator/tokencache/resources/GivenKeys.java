package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.api.tokencache.ExternalRedis;
import dev.rampwright.api.tokencache.SecretKeys;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.UserSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The secrets that a TokenCache's user gives instead of the operator's. */
public final class GivenKeys {
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";
  private static final int MIN_CHARACTERS = 32;

  private GivenKeys() {}

  /** The names of the Secrets that the spec gives. */
  public static Set<String> names(TokenCacheSpec spec) {
    Set<String> names = new TreeSet<>();
    if (spec.hmac() != null) {
      names.add(spec.hmac().secretRef().name());
    }
    if (spec.encryption() != null) {
      names.add(spec.encryption().secretRef().name());
    }
    external(spec).forEach((file, ref) -> names.add(ref.name()));
    return names;
  }

  /** What of an external second level stands in Secrets, by the file that it becomes. */
  private static Map<String, SecretKeyRef> external(TokenCacheSpec spec) {
    Map<String, SecretKeyRef> refs = new TreeMap<>();
    @Nullable ExternalRedis external = spec.redis() == null ? null : spec.redis().external();
    if (external == null) {
      return refs;
    }
    if (external.auth() != null) {
      refs.put(SidecarFiles.EXTERNAL_PASSWORD, external.auth().passwordSecretKeyRef());
    }
    if (external.sentinel() != null && external.sentinel().passwordSecretKeyRef() != null) {
      refs.put(SidecarFiles.SENTINEL_PASSWORD, external.sentinel().passwordSecretKeyRef());
    }
    if (external.tls() != null && external.tls().caSecretKeyRef() != null) {
      refs.put(SidecarFiles.REDIS_AUTHORITIES, external.tls().caSecretKeyRef());
    }
    return refs;
  }

  /**
   * What of the sidecars' Secret they make up, base64.
   *
   * @param found the Secrets that are there, by name
   * @throws BlockedException if one is missing, may not be read, is the operator's own, or is too
   *     short
   */
  public static Map<String, String> data(TokenCacheSpec spec, Map<String, Secret> found) {
    Map<String, String> data = new TreeMap<>();
    if (spec.hmac() != null) {
      data.put(SidecarFiles.CACHE_HMAC, current(secret(spec.hmac(), found)));
    }
    if (spec.encryption() != null) {
      Secret secret = secret(spec.encryption(), found);
      data.put(SidecarFiles.CACHE_ENCRYPTION, current(secret));
      @Nullable String previous = secret.getData().get(PREVIOUS);
      if (previous != null && !previous.isEmpty()) {
        data.put(SidecarFiles.CACHE_ENCRYPTION_PREVIOUS, previous);
      }
    }
    external(spec)
        .forEach((file, ref) -> data.put(file, value(secret(ref.name(), found), ref.key())));
    return data;
  }

  private static String value(Secret secret, String key) {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(key);
    if (data == null || data.isEmpty()) {
      throw new BlockedException(
          Reason.CacheKeyMissing,
          "Secret %s needs a data key %s".formatted(secret.getMetadata().getName(), key));
    }
    return data;
  }

  private static Secret secret(SecretKeys keys, Map<String, Secret> found) {
    return secret(keys.secretRef().name(), found);
  }

  private static Secret secret(String name, Map<String, Secret> found) {
    @Nullable Secret secret = found.get(name);
    if (secret != null && Labels.isManaged(secret)) {
      throw new BlockedException(
          Reason.CacheKeyRefused,
          "Secret %s is the operator's own, and may not be sent anywhere: name one of yours"
              .formatted(name));
    }
    if (secret == null || !UserSecrets.mayBeNamed(secret)) {
      throw new BlockedException(Reason.CacheKeyMissing, UserSecrets.missing(name, "TokenCache's"));
    }
    return secret;
  }

  private static String current(Secret secret) {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(CURRENT);
    String text = data == null ? "" : new String(Base64.getDecoder().decode(data), UTF_8).strip();
    if (data == null || text.length() < MIN_CHARACTERS) {
      throw new BlockedException(
          Reason.CacheKeyMissing,
          "Secret %s needs a data key %s of at least %d characters"
              .formatted(secret.getMetadata().getName(), CURRENT, MIN_CHARACTERS));
    }
    return data;
  }
}
