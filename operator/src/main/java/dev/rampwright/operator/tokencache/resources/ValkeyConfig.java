package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarFiles;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The managed Valkey's {@code valkey.conf}, a Secret because the password stands in it. Nothing is
 * written to disk: it is a cache.
 */
public final class ValkeyConfig {
  static final String FILE = "valkey.conf";
  static final String PASSWORD = "password";

  /** For the pod's own containers only: what comes over the network is encrypted. */
  static final String SOCKET = "/data/valkey.sock";

  private ValkeyConfig() {}

  /**
   * The file's text.
   *
   * @param password that clients must give
   * @param maxMemory bound of the entries, such as {@code 256Mi}
   */
  public static String text(String password, String maxMemory, ValkeyTransport transport) {
    return """
        bind * -::*
        %s
        protected-mode yes
        requirepass %s
        maxmemory %s
        maxmemory-policy allkeys-lfu
        save ""
        appendonly no
        dir /data
        """
        .formatted(
            listening(transport), password, Quantity.getAmountInBytes(Quantity.parse(maxMemory)));
  }

  /**
   * Clients prove themselves by the password: a sidecar's certificate tells no TokenCache apart.
   */
  private static String listening(ValkeyTransport transport) {
    return switch (transport) {
      case CLEAR -> "port " + CacheNames.PORT;
      case TLS ->
          """
          port 0
          tls-port %d
          tls-cert-file %s
          tls-key-file %s
          tls-auth-clients no
          tls-protocols TLSv1.3
          unixsocket %s
          unixsocketperm 700"""
              .formatted(
                  CacheNames.PORT,
                  ValkeyDeployment.TLS_FOLDER + "/" + SidecarFiles.TLS_CERTIFICATE,
                  ValkeyDeployment.TLS_FOLDER + "/" + SidecarFiles.TLS_KEY,
                  SOCKET);
    };
  }

  /** The Secret that holds it, and the password for {@link ValkeyReload}. */
  public static Secret secret(
      CacheNames names, String text, String password, ValkeyTransport transport) {
    Map<String, String> data = new TreeMap<>(Map.of(FILE, base64(text)));
    if (transport == ValkeyTransport.TLS) {
      data.put(PASSWORD, base64(password));
    }
    return new SecretBuilder()
        .withMetadata(names.valkeyMeta())
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
