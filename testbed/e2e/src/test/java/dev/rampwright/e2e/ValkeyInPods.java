package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.contracts.tls.ServerTrust;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The managed Valkey in its pod: reached by TLS only, renewed while it runs, killed under load. */
class ValkeyInPods {
  private static final Path FIGURES = Path.of("target", "valkey-in-pods.md");
  private static final int PER_SECOND = 50;
  private static final int PORT = 6379;

  /** Each can be found in Valkey by a pod once, for then the pod has it in memory. */
  private static final int KEPT = 5;

  @RegisterExtension static final Cluster cluster = new Cluster("e2e-valkey");
  private final Service service = new Service(cluster);

  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec:
        memory: {maxSize: 16Mi}
        redis: {managed: {maxMemory: 32Mi}}
      """;

  @Test
  void nobodyNoticesThatItDiesAndARenewalCostsNoEntry() throws Exception {
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    service.apply(
        Service.manifest(
            2,
            Service.synthetic(),
            "cache: {tokenCacheRef: {name: agents}}\n" + Service.quickRamp("{metrics: []}")));
    service.awaitReady();
    service.await("the cache", Duration.ofMinutes(2), status -> service.isTrue("CacheReady"));
    service.awaitReadyPods(service.stable(), 2);
    Awaitility.await("Valkey")
        .atMost(Duration.ofMinutes(1))
        .until(() -> Boolean.TRUE.equals(status().redisTls()) && valkey().isPresent());

    assertThat(answersInClearText()).isFalse();
    SharedAnswer.await(service, "before");
    renewed();
    killed();
  }

  private void killed() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Client client = new Client(service.url())) {
      phase(client, "warming up", rows);
      phase(client, "well", rows);
      cluster.client().resource(valkey().orElseThrow()).withGracePeriod(0).delete();
      phase(client, "killed", rows);
      Awaitility.await("another one")
          .atMost(Duration.ofMinutes(2))
          .until(() -> valkey().filter(Service::ready).isPresent());
      phase(client, "back", rows);
    }
    Files.write(FIGURES, rows, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    SharedAnswer.await(service, "after");
  }

  private static void phase(Client client, String name, List<String> rows) {
    TimedLoad load = TimedLoad.of(client, PER_SECOND, Duration.ofSeconds(10));
    assertThat(load.bad()).as(name).isEmpty();
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.1f | %.1f |",
            name,
            load.answered(),
            load.bad().size(),
            load.quantile(0.5),
            load.quantile(0.99)));
  }

  private void renewed() throws Exception {
    X509Certificate first = presented();
    Pod pod = valkey().orElseThrow();
    List<String> kept =
        IntStream.range(0, KEPT).mapToObj(i -> SharedAnswer.await(service, "kept " + i)).toList();

    cluster
        .client()
        .secrets()
        .inNamespace(cluster.namespace())
        .withName("agents-valkey-tls")
        .delete();
    Awaitility.await("the renewed certificate: 30 s of the operator's, a minute of the kubelet's")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> !presented().equals(first));

    Pod after = valkey().orElseThrow();
    assertThat(after.getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
    assertThat(after.getStatus().getContainerStatuses())
        .allSatisfy(container -> assertThat(container.getRestartCount()).isZero());
    Pod old = service.readyPods(service.stable()).getFirst();
    cluster.client().resource(old).delete();
    service.awaitReadyPods(service.stable(), 2);
    Iterator<String> left = kept.iterator();
    Awaitility.await("an entry of before, in a pod that has never seen it")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> isInValkey(left.next()));
  }

  /** Whether a pod has it from there. One that finds Valkey too slow has it from its engine. */
  private boolean isInValkey(String question) {
    return service.readyPods(service.stable()).stream()
        .map(pod -> SharedAnswer.ask(pod, question))
        .anyMatch(status -> status.contains("hit") && status.contains("redis"));
  }

  /** A PING without a password is answered by any Valkey that understands it. */
  private static boolean answersInClearText() throws IOException {
    try (Socket socket = new Socket(address(), PORT)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      int first = socket.getInputStream().read();
      return first == '-' || first == '+';
    } catch (IOException e) {
      return false;
    }
  }

  /** The certificate, of whom the sidecars believe, and of the name that they ask for. */
  private static X509Certificate presented() throws Exception {
    return Presented.by(
        new InetSocketAddress(address(), PORT),
        "agents-valkey." + cluster.namespace() + ".svc",
        ServerTrust.in(cluster.secret(Service.NAME + "-tls").getOrDefault("ca.crt", "")));
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByName(
        cluster
            .client()
            .services()
            .inNamespace(cluster.namespace())
            .withName("agents-valkey")
            .get()
            .getSpec()
            .getClusterIP());
  }

  private static Optional<Pod> valkey() {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel("app.kubernetes.io/name", "token-cache")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst();
  }

  private static TokenCacheStatus status() {
    return cluster.cacheStatus("agents");
  }
}
