package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients by TLS, whose requests the log tells of, while the user replaces the certificate. */
class TlsInPods {
  private static final String NAMESPACE = "e2e-tls";
  private static final String HOST = "chat." + NAMESPACE + ".svc";
  private static final String ALICE = "key-of-alice-0123456789";
  private static final String LOAD = "key-of-load-0123456789";
  private static final String PROMPT = "What does the miller owe?";
  private static final int PER_SECOND = 10;

  /** Half a minute of the operator's at most, and a minute of the kubelet's. */
  private static final Duration BROUGHT = Duration.ofMinutes(3);

  private static final String SERVING =
      """
      serving:
        tls: {secretRef: {name: web}}
        accessLog: true
        auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}
      """;

  @RegisterExtension static final Cluster cluster = new Cluster(NAMESPACE);
  private final Service service = new Service(cluster);
  private final WebAuthority authority;
  private final SSLContext trust;

  /** Requests of Alice's. */
  private int asked;

  TlsInPods(@TempDir Path folder) throws Exception {
    authority = new WebAuthority(folder);
    trust = authority.trust();
  }

  @Test
  void aCertificateIsReplacedUnderLoadAndTheLogTellsOfEveryRequest() throws Exception {
    cluster.writeSecret("keys", Map.of("alice", ALICE, "load", LOAD));
    service.apply(
        Service.manifest(2, Service.synthetic(), SERVING + Service.quickRamp("{metrics: []}")));
    awaitTls("False", "TlsSecretMissing", "nobody is served until then");
    Awaitility.await("the Service")
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> !service.clusterAddress().isEmpty());
    WebAuthority.Pair first = issue("first", "chat.example.com");
    write(first, first);
    awaitTls("True", "TlsReady", "chat.example.com");
    service.awaitReadyPods(service.stable(), 2);
    Awaitility.await("the node to route to it")
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> shown().equals(first.own()));
    assertThat(service.status().url()).isEqualTo("https://" + HOST);
    assertNobodyIsServedInClearText();

    PodsOf before = PodsOf.now(service);
    try (SteadyLoad load = SteadyLoad.of(client(LOAD), PER_SECOND)) {
      WebAuthority.Pair second = issue("second", "chat.example.org");
      replace(first, second);
      refuse(first, second);
      load.finish();

      assertThat(load.bad()).isEmpty();
      assertThat(PodsOf.now(service)).isEqualTo(before);
      assertTheLogTells("alice", asked);
      assertTheLogTells("load", load.answered());
    }
    assertThat(service.sidecarLog()).doesNotContain(PROMPT, "Number ", ALICE, LOAD, "Bearer");
  }

  private void replace(WebAuthority.Pair first, WebAuthority.Pair second) throws Exception {
    write(second, second);
    Awaitility.await("the new certificate in every pod")
        .atMost(BROUGHT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              assertThat(shown()).isIn(first.own(), second.own());
              ask();
              return service.readyPods(service.stable()).stream()
                  .allMatch(pod -> shown(pod).equals(second.own()));
            });
    awaitTls("True", "TlsReady", "chat.example.org");
  }

  /** A certificate beside the key of another one. */
  private void refuse(WebAuthority.Pair first, WebAuthority.Pair second) {
    write(first, second);
    awaitTls("False", "TlsSecretInvalid", "the last good certificate goes on to serve");
    assertThat(cluster.secret(Service.NAME + "-tls"))
        .as("what the kubelet brings")
        .containsEntry("serving.crt", second.certificatePem());
    assertThat(shown()).isEqualTo(second.own());
    ask();
  }

  private void assertNobodyIsServedInClearText() {
    for (Pod pod : service.readyPods(service.stable())) {
      try (Client clear = new Client("http://" + pod.getStatus().getPodIP() + ":8080")) {
        Answer answer = clear.chat(PROMPT, 1, false);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.body()).contains("tls_required");
      }
    }
  }

  private void assertTheLogTells(String tenant, int requests) {
    Awaitility.await("a line for each of " + tenant + "'s requests")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        service
                            .sidecarLog()
                            .lines()
                            .filter(line -> line.contains("\"message\":\"request\""))
                            .filter(line -> line.contains("\"status\":200"))
                            .filter(line -> line.contains("\"tenant\":\"" + tenant + "\"")))
                    .hasSize(requests));
  }

  private void awaitTls(String status, String reason, String words) {
    service.await(
        "TlsReady " + status + ", " + reason,
        BROUGHT,
        it ->
            service
                .condition("TlsReady")
                .filter(is -> is.getStatus().equals(status) && is.getReason().equals(reason))
                .filter(is -> is.getMessage().contains(words))
                .isPresent());
  }

  /** For all names and addresses by which clients come. */
  private WebAuthority.Pair issue(String alias, String name) throws Exception {
    return authority.issue(
        alias, "dns:%s,dns:%s,ip:%s".formatted(name, HOST, service.clusterAddress()));
  }

  private static void write(WebAuthority.Pair certificate, WebAuthority.Pair key) {
    cluster.writeSecret(
        "web", Map.of("tls.crt", certificate.certificatePem(), "tls.key", key.keyPem()));
  }

  /** On a connection of its own. */
  private void ask() {
    asked++;
    try (Client client = client(ALICE)) {
      Answer answer = client.chat(PROMPT, 1, false);
      assertThat(answer.good(false)).as(answer.toString()).isTrue();
    }
  }

  private Client client(String key) {
    return new Client("https://" + service.clusterAddress(), trust, key);
  }

  private X509Certificate shown() {
    return shown(new InetSocketAddress(service.clusterAddress(), 443));
  }

  private X509Certificate shown(Pod pod) {
    return shown(new InetSocketAddress(pod.getStatus().getPodIP(), 8443));
  }

  private X509Certificate shown(InetSocketAddress server) {
    try {
      return Presented.by(server, HOST, trust);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
