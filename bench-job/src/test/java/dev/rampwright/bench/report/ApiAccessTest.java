package dev.rampwright.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.BenchFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiAccessTest {
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              BenchFiles.REPORT_NAMESPACE,
              "default",
              BenchFiles.REPORT_CONFIG_MAP,
              "smoke-report",
              "KUBERNETES_SERVICE_HOST",
              "198.19.0.1",
              "KUBERNETES_SERVICE_PORT",
              "6443"));

  @Test
  void withoutAConfigMapNoReportIsAskedFor() {
    assertThat(ApiAccess.of(Map.of())).isEmpty();
  }

  @Test
  void aPodsEnvironmentSaysWhereTheServerIs() {
    assertThat(ApiAccess.of(environment))
        .contains(
            new ApiAccess(
                URI.create("https://198.19.0.1:6443"),
                Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
                "default",
                "smoke-report"));
  }

  @Test
  void anAddressOfVersionSixIsBracketed() {
    environment.put("KUBERNETES_SERVICE_HOST", "fd00::1");

    assertThat(ApiAccess.of(environment).orElseThrow().server())
        .isEqualTo(URI.create("https://[fd00::1]:6443"));
  }

  @Test
  void halfASinkIsRefused() {
    environment.remove(BenchFiles.REPORT_NAMESPACE);

    assertThatThrownBy(() -> ApiAccess.of(environment))
        .hasMessageContaining(BenchFiles.REPORT_NAMESPACE);
  }

  @Test
  void aReportOutsideOfAPodNeedsAServer() {
    environment.remove("KUBERNETES_SERVICE_HOST");

    assertThatThrownBy(() -> ApiAccess.of(environment)).hasMessageContaining("not in a pod");
  }
}
