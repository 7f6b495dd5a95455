package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Map;

/**
 * The managed Valkey's {@code valkey.conf}, a Secret because the password stands in it. Nothing is
 * written to disk: it is a cache.
 */
public final class ValkeyConfig {
  static final String FILE = "valkey.conf";

  private ValkeyConfig() {}

  /**
   * The file's text.
   *
   * @param password that clients must give
   * @param maxMemory bound of the entries, such as {@code 256Mi}
   */
  public static String text(String password, String maxMemory) {
    return """
        bind * -::*
        port %d
        protected-mode yes
        requirepass %s
        maxmemory %s
        maxmemory-policy allkeys-lfu
        save ""
        appendonly no
        dir /data
        """
        .formatted(CacheNames.PORT, password, Quantity.getAmountInBytes(Quantity.parse(maxMemory)));
  }

  /** The Secret that holds it. */
  public static Secret secret(CacheNames names, String text) {
    return new SecretBuilder()
        .withMetadata(names.valkeyMeta())
        .withType("Opaque")
        .withData(Map.of(FILE, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
        .build();
  }
}
