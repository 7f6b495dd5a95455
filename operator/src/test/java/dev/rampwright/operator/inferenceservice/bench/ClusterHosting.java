package dev.rampwright.operator.inferenceservice.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A cluster's own kubelets run the pods, and its Services lead users to them.
 *
 * @param client of the cluster
 * @param namespace of the services
 * @param image of the fault engine
 */
record ClusterHosting(KubernetesClient client, String namespace, String image) implements Hosting {
  private static final Duration ROUTED = Duration.ofSeconds(10);
  private static final int PORT = 80;

  /** So that two sidecars split and count. */
  @Override
  public int replicas() {
    return 2;
  }

  @Override
  public String engine(int service, int variant, String errorRate) {
    return """
        {type: Custom, image: "%s", env: [{name: VARIANT, value: "%d"}], custom: {command: [sh, -c,
          'exec fault-engine --error-rate %s -- fault-engine synthetic --port {port} --first-token 5ms']}}\
        """
        .formatted(image, variant, errorRate);
  }

  /**
   * The Service, once the node leads there: kube-proxy follows the endpoints up to a second later.
   */
  @Override
  public URI chat(String service, String stable) {
    String address =
        client.services().inNamespace(namespace).withName(service).get().getSpec().getClusterIP();
    Awaitility.await("the node to route to " + service)
        .atMost(ROUTED)
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(
            () -> {
              new Socket(address, PORT).close();
              return true;
            });
    return URI.create("http://%s/v1/chat/completions".formatted(address));
  }

  /** A cluster mends itself. */
  @Override
  public void requireSound() {}
}
