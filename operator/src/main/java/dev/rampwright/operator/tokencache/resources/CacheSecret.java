package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarFiles;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The Secret that sidecars mount. A value of the operator's that it once had is kept for good. */
public final class CacheSecret {
  private CacheSecret() {}

  /**
   * Builds the Secret.
   *
   * @param existing its data as it stands, base64; empty if there is none
   * @param given what the user has given for it, base64
   * @param random makes a new random text for each missing key
   */
  public static Secret build(
      CacheNames names,
      Map<String, String> existing,
      Map<String, String> given,
      Supplier<String> random) {
    Map<String, String> data = new LinkedHashMap<>(given);
    for (String key : new String[] {SidecarFiles.REDIS_PASSWORD, SidecarFiles.CACHE_HMAC}) {
      if (!given.containsKey(key)) {
        String kept = existing.getOrDefault(key, "");
        data.put(key, kept.isEmpty() ? encode(random.get()) : kept);
      }
    }
    return new SecretBuilder()
        .withNewMetadata()
        .withName(names.secret())
        .withNamespace(names.namespace())
        .withLabels(names.labels())
        .addToLabels(Api.LABEL_USE, Api.LABEL_USE_INFERENCE)
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  /** The password in a Secret that {@link #build} made. */
  public static String password(Secret secret) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(SidecarFiles.REDIS_PASSWORD)), UTF_8);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
