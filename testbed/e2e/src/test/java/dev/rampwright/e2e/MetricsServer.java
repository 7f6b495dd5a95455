package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The real metrics-server, which autoscalers ask through the API server: a process on the first
 * node, announced as a Service whose one endpoint it is.
 */
final class MetricsServer implements AutoCloseable {
  private static final int PORT = 10443;
  private static final String API = "v1beta1.metrics.k8s.io";

  private final Cluster cluster;
  private final Program program;

  private MetricsServer(Cluster cluster, Program program) {
    this.cluster = cluster;
    this.program = program;
  }

  /** Starts it, and waits until it knows what pods use. */
  static MetricsServer start(Cluster cluster, Path folder)
      throws IOException, InterruptedException {
    String kubeconfig = Cluster.setting("KUBECONFIG");
    Program begun =
        Program.start(
            "metrics-server",
            folder,
            List.of(
                Cluster.setting("RAMPWRIGHT_METRICS_SERVER_BINARY"),
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--secure-port=" + PORT,
                "--cert-dir=" + folder.resolve("certificates"),
                "--kubelet-preferred-address-types=InternalIP",
                "--kubelet-insecure-tls",
                "--metric-resolution=15s"));
    MetricsServer server = new MetricsServer(cluster, begun);
    try {
      server.announce();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void announce() throws IOException, InterruptedException {
    String node =
        cluster.client().nodes().withName("node1").get().getStatus().getAddresses().stream()
            .filter(it -> it.getType().equals("InternalIP"))
            .findFirst()
            .orElseThrow()
            .getAddress();
    String answer = cluster.kubectlAnywhere(announcement(node), "apply", "-f", "-");
    assertThat(answer).contains(API);
    program.awaitReady(
        () ->
            assertThat(cluster.kubectl("", "top", "pods", "--no-headers"))
                .contains(Service.NAME + "-"));
  }

  /** Taken back first: no namespace can go while an announced API does not answer. */
  @Override
  public void close() {
    cluster
        .client()
        .genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
        .withName(API)
        .delete();
    program.close();
  }

  private static String announcement(String node) {
    return """
      apiVersion: v1
      kind: Service
      metadata: {name: metrics-server, namespace: kube-system}
      spec: {ports: [{name: https, port: 443, targetPort: %1$d}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: metrics-server
        namespace: kube-system
        labels: {kubernetes.io/service-name: metrics-server}
      addressType: IPv4
      ports: [{name: https, port: %1$d}]
      endpoints: [{addresses: ["%2$s"]}]
      ---
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: %3$s}
      spec:
        group: metrics.k8s.io
        version: v1beta1
        groupPriorityMinimum: 100
        versionPriority: 100
        insecureSkipTLSVerify: true
        service: {name: metrics-server, namespace: kube-system}
      """
        .formatted(PORT, node, API);
  }
}
