package dev.rampwright.e2e;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The cluster's gateway, which {@code make/e2e-gateway} has installed. */
final class Gateway {
  /** Requests a second: enough for a share to be told from its neighbours. */
  static final int PER_SECOND = 20;

  private static final String ROUTE =
      """
      route: {parentRefs: [{name: public, namespace: gateway}]}
      """;

  private final Cluster cluster;

  Gateway(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The plan, with the gateway as the one that splits. */
  static String splits(String plan) {
    return plan.replace("  steps:", "  traffic: {router: Gateway}\n  steps:") + ROUTE;
  }

  InetSocketAddress address() {
    String address =
        cluster
            .client()
            .services()
            .inNamespace("gateway")
            .withName("traefik")
            .get()
            .getSpec()
            .getClusterIP();
    return new InetSocketAddress(address, 80);
  }

  /** Waits until requests that it gets reach the service. */
  void awaitRoute(Service service) {
    service.await(
        "the route to be in force",
        Duration.ofMinutes(1),
        status ->
            service.isTrue("RouteReady")
                && status.traffic() != null
                && status.traffic().entryPods().equals(status.traffic().ackedEntryPods()));
    try (Client client = new Client("http://" + address().getHostString())) {
      Awaitility.await("the gateway to lead to the service")
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> client.chat("Hello", 1, false).good(false));
    }
  }

  /** The weights of the route's backends now, by Service. */
  List<String> backends() throws Exception {
    String text =
        cluster.kubectl(
            "",
            "get",
            "httproute",
            Service.NAME,
            "-o",
            "jsonpath={range .spec.rules[0].backendRefs[*]}{.name}={.weight}{\"\\n\"}{end}");
    return text.lines().toList();
  }
}
