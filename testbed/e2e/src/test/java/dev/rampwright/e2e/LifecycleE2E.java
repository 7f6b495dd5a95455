package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifecycleE2E {
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "v1", List.of("Service", "ConfigMap", "Secret", "Pod", "ServiceAccount"),
          "apps/v1", List.of("Deployment", "ReplicaSet", "ControllerRevision"),
          "networking.k8s.io/v1", List.of("NetworkPolicy"),
          "rampwright.dev/v1alpha1", List.of("InferenceService", "TokenCache", "BenchmarkRun"));

  @RegisterExtension static final Cluster cluster = new Cluster("e2e-life");
  private final Service service = new Service(cluster);

  @Test
  void anIdleServiceCausesNoWriteAndADeletedOneLeavesNothing() throws Exception {
    Map<String, String> untouched = objects();
    service.apply(Service.manifest(1, Service.llamaCpp(512), Service.quickRamp("{metrics: []}")));
    service.awaitReady();
    // Kubernetes itself writes for a while after the pod is Ready (endpoints, deployment status).
    Awaitility.await("quiet")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .during(Duration.ofSeconds(5))
        .until(this::objects, new Unchanged());
    Map<String, String> quiet = objects();
    Awaitility.await("no write while idle")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(5))
        .during(Duration.ofSeconds(40))
        .failFast("a write while idle", () -> assertThat(objects()).isEqualTo(quiet))
        .until(() -> true);

    service.resource().delete();
    Awaitility.await("everything to go")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(objects().keySet()).isEqualTo(untouched.keySet()));
  }

  /** Every object of the namespace with its resource version. */
  private Map<String, String> objects() {
    Map<String, String> versions = new TreeMap<>();
    KINDS.forEach(
        (apiVersion, kinds) ->
            kinds.forEach(
                kind ->
                    cluster
                        .client()
                        .genericKubernetesResources(apiVersion, kind)
                        .inNamespace(cluster.namespace())
                        .list()
                        .getItems()
                        .forEach(o -> versions.put(key(o), o.getMetadata().getResourceVersion()))));
    return versions;
  }

  private static String key(GenericKubernetesResource object) {
    HasMetadata it = object;
    return it.getKind() + "/" + it.getMetadata().getName();
  }

  /** True while what is polled stays as it was at the poll before. */
  private static final class Unchanged
      implements java.util.function.Predicate<Map<String, String>> {
    private Map<String, String> last = Map.of();

    @Override
    public boolean test(Map<String, String> now) {
      boolean same = now.equals(last);
      last = now;
      return same;
    }
  }
}
