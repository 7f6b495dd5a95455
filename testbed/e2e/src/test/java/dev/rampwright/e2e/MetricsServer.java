package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The real metrics-server, which autoscalers ask through the API server: a process on the first
 * node, announced as a Service whose one endpoint it is.
 */
final class MetricsServer {
  private static final int PORT = 10443;

  private MetricsServer() {}

  /** Starts it, and waits until it knows what pods use. */
  static Program start(Cluster cluster, Path folder) throws IOException, InterruptedException {
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
                "--metric-resolution=10s"));
    String node =
        cluster.client().nodes().withName("node1").get().getStatus().getAddresses().stream()
            .filter(it -> it.getType().equals("InternalIP"))
            .findFirst()
            .orElseThrow()
            .getAddress();
    String answer = cluster.kubectlAnywhere(announcement(node), "apply", "-f", "-");
    assertThat(answer).contains("v1beta1.metrics.k8s.io");
    begun.awaitReady(
        () ->
            assertThat(cluster.kubectl("", "top", "pods", "--no-headers"))
                .contains(Service.NAME + "-"));
    return begun;
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
      metadata: {name: v1beta1.metrics.k8s.io}
      spec:
        group: metrics.k8s.io
        version: v1beta1
        groupPriorityMinimum: 100
        versionPriority: 100
        insecureSkipTLSVerify: true
        service: {name: metrics-server, namespace: kube-system}
      """
        .formatted(PORT, node);
  }
}
