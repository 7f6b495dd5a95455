package dev.rampwright.bench.report;

import dev.rampwright.contracts.BenchFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the run's ConfigMap is and how the pod proves who it is.
 *
 * @param server the API server's base URL
 * @param credentials the folder with {@code token} and {@code ca.crt}
 */
public record ApiAccess(URI server, Path credentials, String namespace, String configMap) {
  /** Environment variable: API server's base URL, instead of the pod's own. */
  public static final String SERVER = "RAMPWRIGHT_API_SERVER";

  /** Environment variable: folder of the credentials, instead of the pod's own. */
  public static final String CREDENTIALS = "RAMPWRIGHT_API_CREDENTIALS";

  private static final String POD_CREDENTIALS = "/var/run/secrets/kubernetes.io/serviceaccount";

  /**
   * What the environment says; empty where no report is asked for.
   *
   * @throws IllegalArgumentException if it says half of it
   */
  public static Optional<ApiAccess> of(Map<String, String> environment) {
    String namespace = environment.get(BenchFiles.REPORT_NAMESPACE);
    String configMap = environment.get(BenchFiles.REPORT_CONFIG_MAP);
    if (namespace == null && configMap == null) {
      return Optional.empty();
    }
    if (namespace == null || configMap == null) {
      throw new IllegalArgumentException(
          "set both "
              + BenchFiles.REPORT_NAMESPACE
              + " and "
              + BenchFiles.REPORT_CONFIG_MAP
              + ", or neither");
    }
    return Optional.of(
        new ApiAccess(
            server(environment),
            Path.of(environment.getOrDefault(CREDENTIALS, POD_CREDENTIALS)),
            namespace,
            configMap));
  }

  private static URI server(Map<String, String> environment) {
    String server = environment.get(SERVER);
    if (server != null) {
      return URI.create(server);
    }
    String host = environment.get("KUBERNETES_SERVICE_HOST");
    if (host == null) {
      throw new IllegalArgumentException(
          "a report is asked for but KUBERNETES_SERVICE_HOST is not set: not in a pod?");
    }
    return URI.create(
        "https://" + bracketed(host) + ":" + port(environment.get("KUBERNETES_SERVICE_PORT")));
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static String port(@Nullable String port) {
    return port == null ? "443" : port;
  }
}
