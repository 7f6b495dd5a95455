package dev.rampwright.e2e;

import dev.rampwright.e2e.record.Kill;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Kills a service's processes while streams are open, and notes for each which of the clients'
 * connections led to it: the kernel knows, whatever anyone says.
 */
final class Killer {
  /** What kube-proxy may take to follow the endpoints on a busy machine. */
  private static final Duration PROXY = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Service service;
  private final Trial trial;

  Killer(Cluster cluster, Service service, Trial trial) {
    this.cluster = cluster;
    this.service = service;
    this.trial = trial;
  }

  private interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Deletes pods of one revision without a grace: the API forgets them at once, and the kubelet
   * kills what runs two seconds later, finished or not.
   */
  void delete(String what, List<Pod> pods) throws Exception {
    Set<String> addresses = addresses(pods);
    kill(
        what,
        pods,
        () -> pods.forEach(pod -> cluster.client().resource(pod).withGracePeriod(0).delete()),
        () -> leadsNowhereOf(addresses));
  }

  /** SIGKILL to a pod's sidecar; the kubelet starts it again in the same pod. */
  void sidecar(String what, Pod pod) throws Exception {
    ContainerStatus before = sidecarOf(pod);
    String id = before.getContainerID().replace("containerd://", "");
    kill(
        what,
        List.of(pod),
        () -> Injection.inject("kill-container", pod.getSpec().getNodeName(), id),
        () -> {
          Pod now = cluster.client().resource(pod).get();
          return sidecarOf(now).getRestartCount() > before.getRestartCount() && Service.ready(now);
        });
  }

  /** A node without power. Its pods' addresses answer nothing any more, not even with a refusal. */
  void node(int number, List<Pod> pods) throws Exception {
    Set<String> addresses = addresses(pods);
    kill(
        "node" + number,
        pods,
        () -> Injection.inject("lose-node", Integer.toString(number)),
        () -> leadsNowhereOf(addresses));
  }

  private void kill(String what, List<Pod> pods, Deed deed, BooleanSupplier ledAround)
      throws Exception {
    String revision = Service.revisionOf(pods.getFirst());
    boolean entry = revision.equals(service.stable());
    Awaitility.await("two streams to be open")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> trial.load().openStreams() > 1);
    Set<Integer> ports = new HashSet<>(entry ? established(pods) : Set.of());
    Set<Integer> ended = entry ? ended(pods) : Set.of();
    int open = trial.load().open();
    Instant at = Instant.now();
    deed.run();
    Instant done = Instant.now();
    ports.addAll(entry ? openedSince(pods, ended) : Set.of());
    trial.killed(
        new Kill(what, at, done, revision, ports, open, entry ? awaited(what, ledAround) : done));
  }

  private static Instant awaited(String what, BooleanSupplier ledAround) {
    Awaitility.await("new connections to be led around " + what)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(ledAround::getAsBoolean);
    return Instant.now().plus(PROXY);
  }

  private Set<Integer> established(Collection<Pod> pods) throws Exception {
    return ports(pods, Conntrack::established);
  }

  private Set<Integer> ended(Collection<Pod> pods) throws Exception {
    return ports(pods, it -> !it.established());
  }

  /** Connections made between the look before and the kill: the kernel remembers them a while. */
  private Set<Integer> openedSince(Collection<Pod> pods, Set<Integer> endedBefore)
      throws Exception {
    return ports(pods, it -> !endedBefore.contains(it.port()));
  }

  private Set<Integer> ports(Collection<Pod> pods, Predicate<Conntrack> which) throws Exception {
    Set<String> addresses = addresses(pods);
    return Injection.connections(service.address().getAddress().getHostAddress()).stream()
        .filter(it -> addresses.contains(it.pod()))
        .filter(which)
        .map(Conntrack::port)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean leadsNowhereOf(Set<String> addresses) {
    return cluster
        .client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(cluster.namespace())
        .withLabel("kubernetes.io/service-name", Service.NAME)
        .list()
        .getItems()
        .stream()
        .filter(slice -> slice.getEndpoints() != null)
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(endpoint -> !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .noneMatch(addresses::contains);
  }

  private static Set<String> addresses(Collection<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getStatus().getPodIP())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ContainerStatus sidecarOf(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> status.getName().equals("sidecar"))
        .findFirst()
        .orElseThrow();
  }
}
