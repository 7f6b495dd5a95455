package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients with tokens of an issuer whose keys the sidecars fetch through a Service. */
class TokensInPods {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-tokens");
  private final Service service = new Service(cluster);

  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec: {memory: {maxSize: 16Mi}}
      """;

  private static final String AUTH =
      """
      serving:
        auth:
          type: Jwt
          jwt:
            issuer: https://issuer.example
            audiences: [chat]
            jwksUri: http://issuer.e2e-tokens.svc/keys
      """;

  @Test
  void tokensLetTenantsInAndKeepThemApart() throws Exception {
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    cluster.kubectl(issuer(), "apply", "--server-side", "-f", "-");
    service.apply(manifest(""));
    service.awaitReady();

    try (Issuer issuer = new Issuer()) {
      service.apply(manifest(AUTH));
      Awaitility.await("strangers are turned away")
          .atMost(Duration.ofSeconds(30))
          .until(() -> ask("none").status() == 401);

      Instant later = Instant.now().plusSeconds(600);
      Awaitility.await("the issuer's keys")
          .atMost(Duration.ofSeconds(30))
          .until(() -> ask(issuer.token("alice", later)).status() == 200);
      assertThat(ask(issuer.token("alice", later)).cacheStatus()).contains("hit");
      assertThat(ask(issuer.token("bob", later)).cacheStatus())
          .as("another tenant")
          .contains("fwd=")
          .doesNotContain("hit");

      assertThat(ask(issuer.forged("alice", later)).status()).isEqualTo(401);
      assertThat(ask(issuer.token("alice", Instant.now().minusSeconds(120))).status())
          .as("expired")
          .isEqualTo(401);

      String old = issuer.token("alice", later);
      issuer.rotate();
      Awaitility.await("the issuer's next key")
          .atMost(Duration.ofSeconds(30))
          .until(() -> ask(issuer.token("alice", later)).status() == 200);
      assertThat(ask(old).status()).as("its key is no longer published").isEqualTo(401);

      issuer.leave();
      assertThat(ask(issuer.token("bob", later)).status())
          .as("the last keys hold while the issuer is away")
          .isEqualTo(200);
    }
  }

  private Answer ask(String token) {
    String body =
        """
        {"model": "smollm2", "temperature": 0, "max_tokens": 4,
         "messages": [{"role": "user", "content": "Hello"}]}
        """;
    try (Client client = new Client(service.url())) {
      return client.post("/v1/chat/completions", body, "Authorization", "Bearer " + token);
    }
  }

  private static String manifest(String serving) {
    return Service.manifest(
        1,
        Service.llamaCpp(512),
        "cache: {tokenCacheRef: {name: agents}}\n" + serving + Service.quickRamp("{metrics: []}"));
  }

  /** It is this process, on the node. */
  private static String issuer() {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: issuer}
        spec: {ports: [{port: 80, targetPort: %1$d}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: issuer-1, labels: {kubernetes.io/service-name: issuer}}
        addressType: IPv4
        ports: [{name: "", port: %1$d, protocol: TCP}]
        endpoints: [{addresses: ["%2$s"]}]
        """
        .formatted(Issuer.PORT, nodeAddress());
  }

  private static String nodeAddress() {
    return cluster.client().nodes().list().getItems().getFirst().getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .findFirst()
        .orElseThrow()
        .getAddress();
  }
}
