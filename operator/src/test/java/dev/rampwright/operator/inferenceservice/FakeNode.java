package dev.rampwright.operator.inferenceservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerCertificate;
import dev.rampwright.operator.kube.Owners;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the Deployment controller and the kubelet for one namespace: pods of Deployments are made,
 * given loopback addresses with a {@link FakeSidecar} behind each, and set Ready, or made to crash.
 * It works by itself, or only when it is told to.
 */
public final class FakeNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FakeNode.class);
  private static final long TICK_MILLIS = 50;

  /** Another JVM of the same run takes its own. */
  private static final AtomicInteger ADDRESSES =
      new AtomicInteger(1 + 62_500 * Integer.getInteger("rampwright.test.fork", 0));

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, FakeSidecar> sidecars = new ConcurrentHashMap<>();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final Map<String, PodMood> moods = new ConcurrentHashMap<>();
  private final Map<String, PodMood> shown = new ConcurrentHashMap<>();
  private final FakeEndpoints endpoints;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private volatile double candidateErrorRate;
  private volatile boolean requestsCome = true;
  private volatile double ownErrorRate;
  private volatile String crashingImage = "";

  private FakeNode(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.endpoints = new FakeEndpoints(client, namespace);
  }

  /** One that works by itself. */
  static FakeNode ticking(KubernetesClient client, String namespace) {
    FakeNode node = new FakeNode(client, namespace);
    node.start();
    return node;
  }

  /** One that works at each {@link #step}. */
  public static FakeNode stepping(KubernetesClient client, String namespace) {
    return new FakeNode(client, namespace);
  }

  private void start() {
    var unused = ticks.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** This share of a candidate's requests fails from now on. */
  public void candidatesFail(double rate) {
    candidateErrorRate = rate;
    sidecars.values().forEach(it -> it.candidatesFail(rate));
  }

  /** Whether requests come in. */
  public void requestsCome(boolean come) {
    requestsCome = come;
    sidecars.values().forEach(it -> it.requestsCome(come));
  }

  /** Whether no sidecar takes what it is told any more. */
  public void sidecarsAreDeaf(boolean deaf) {
    sidecars.values().forEach(it -> it.deafen(deaf));
  }

  /** What becomes of the pods of a revision, those that run and those that will. */
  public void mood(String revision, PodMood mood) {
    moods.put(revision, mood);
  }

  /** All pods become ready from now on. */
  public void heal() {
    moods.clear();
  }

  /** One pod goes, as if its machine had; the next {@link #step} puts another in its place. */
  public void kill(String podPrefix, int which) {
    pick(podPrefix, which)
        .ifPresent(
            name -> {
              client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
              forget(name);
            });
  }

  /** One sidecar starts anew: it has forgotten the split. */
  public void restartSidecar(String podPrefix, int which) {
    pick(podPrefix, which)
        .ifPresent(
            name -> {
              @Nullable Deployment deployment = deploymentOf(name);
              @Nullable FakeSidecar old = sidecars.get(name);
              if (old != null && deployment != null && canMount(name, deployment)) {
                old.close();
                sidecars.put(name, sidecar(name, deployment));
              }
            });
  }

  /** The sidecars that run. */
  public List<FakeSidecar> running() {
    return addresses.keySet().stream()
        .flatMap(name -> Stream.ofNullable(sidecars.get(name)))
        .filter(it -> !it.isClosed())
        .toList();
  }

  private Optional<String> pick(String podPrefix, int which) {
    List<String> names =
        addresses.keySet().stream().filter(it -> it.startsWith(podPrefix)).sorted().toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(which % names.size()));
  }

  /** This share of what pods that start from now on answer themselves fails. */
  void answersFail(double rate) {
    ownErrorRate = rate;
  }

  /** Engines of that image exit with 1, again and again. */
  void crash(String image) {
    crashingImage = image;
  }

  /** The candidate's weights in basis points that the pods of a revision took, without repeats. */
  List<Integer> weightsTakenBy(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .flatMap(entry -> entry.getValue().taken().stream())
        .map(TrafficWeights::candidate)
        .map(candidate -> candidate == null ? 0 : candidate.weightBasisPoints())
        .distinct()
        .toList();
  }

  /** Whether the pods of a revision take hops with the token. */
  List<Boolean> takingHopsInClearText(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .map(entry -> entry.getValue().config().takesLegacyHops())
        .distinct()
        .toList();
  }

  /** Whether they did when they started. */
  List<Boolean> startedTakingHopsInClearText(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .map(entry -> entry.getValue().firstConfig().takesLegacyHops())
        .distinct()
        .toList();
  }

  /** The ports of the candidates that the pods of a revision were given. */
  List<String> endpointPortsGivenTo(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .flatMap(entry -> entry.getValue().taken().stream())
        .flatMap(weights -> Stream.ofNullable(weights.candidate()))
        .flatMap(candidate -> candidate.endpoints().stream())
        .map(endpoint -> endpoint.substring(endpoint.lastIndexOf(':') + 1))
        .distinct()
        .toList();
  }

  /** The request timeouts that the pods of a revision have in force, in milliseconds. */
  List<Long> requestTimeoutsOf(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .map(entry -> entry.getValue().config().limits().requestTimeoutMillis())
        .distinct()
        .toList();
  }

  /** The tenants whose keys the pods of a revision let in. */
  List<Set<String>> tenantsLetInBy(String podPrefix) {
    return sidecars.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(podPrefix))
        .map(entry -> entry.getValue().config().auth())
        .map(auth -> auth == null || auth.apiKeys() == null ? null : auth.apiKeys().tenants())
        .map(tenants -> Set.copyOf(requireNonNull(tenants, "everybody is let in").values()))
        .distinct()
        .toList();
  }

  private void tick() {
    try {
      step();
    } catch (KubernetesClientException | NullPointerException e) {
      // Objects come and go under our hands; the next tick tries again.
      LOG.debug("tick of {} failed", namespace, e);
    }
  }

  /** Brings pods and endpoints to what Deployments and Services ask for. */
  public void step() {
    Map<String, Pod> pods = new TreeMap<>();
    client
        .pods()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
    Set<String> wanted = new HashSet<>();
    for (Deployment deployment :
        client.apps().deployments().inNamespace(namespace).list().getItems()) {
      for (int i = 0; i < deployment.getSpec().getReplicas(); i++) {
        String name = deployment.getMetadata().getName() + "-" + i;
        wanted.add(name);
        run(name, deployment, pods);
      }
    }
    removeAllBut(wanted, pods);
    endpoints.publish(pods.values());
  }

  private void run(String name, Deployment deployment, Map<String, Pod> pods) {
    @Nullable Pod pod = pods.get(name);
    String hash = requireNonNull(deployment.getMetadata().getLabels().get(Api.LABEL_REVISION));
    PodMood mood = moods.getOrDefault(hash, PodMood.READY);
    boolean shownAlready =
        pod != null && pod.getStatus().getPodIP() != null && shown.get(name) == mood;
    if (shownAlready || !canMount(name, deployment)) {
      return;
    }
    String address = addresses.computeIfAbsent(name, _ -> nextAddress());
    sidecars.compute(
        name, (_, old) -> old == null || old.isClosed() ? sidecar(name, deployment) : old);
    Pod running = pod == null ? create(name, deployment) : pod;
    String image = running.getSpec().getContainers().get(0).getImage();
    running.setStatus(
        image.equals(crashingImage) ? PodStatuses.crashing(address) : mood.status(address));
    pods.put(name, client.resource(running).subresource("status").update());
    shown.put(name, mood);
  }

  private static String nextAddress() {
    String address;
    do {
      int number = ADDRESSES.getAndIncrement();
      address = "127.%d.%d.%d".formatted(number / 62_500, number / 250 % 250 + 1, number % 250 + 1);
    } while (isTaken(address));
    return address;
  }

  /** By the tests of another checkout, for one. */
  private static boolean isTaken(String address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, SidecarPorts.ADMIN));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private FakeSidecar sidecar(String name, Deployment deployment) {
    FakeSidecar started =
        new FakeSidecar(
            requireNonNull(addresses.get(name)),
            requireNonNull(deployment.getMetadata().getLabels().get(Api.LABEL_REVISION)),
            token(deployment),
            config(name),
            candidateErrorRate,
            ownErrorRate,
            tls(deployment));
    started.shows(certificate(service(deployment)));
    started.requestsCome(requestsCome);
    return started;
  }

  /** Without its volumes no container starts. */
  private boolean canMount(String name, Deployment deployment) {
    String service = deployment.getMetadata().getLabels().get(Api.LABEL_SERVICE);
    return client.configMaps().inNamespace(namespace).withName(configName(name)).get() != null
        && client.secrets().inNamespace(namespace).withName(service + "-admin").get() != null;
  }

  private @Nullable Deployment deploymentOf(String podName) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(podName.substring(0, podName.lastIndexOf('-')))
        .get();
  }

  private Pod create(String name, Deployment deployment) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(Owners.controller(deployment))
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build())
        .create();
  }

  /** A pod that mounts the certificate has it, and sees each change at once. */
  private Optional<Supplier<Credentials>> tls(Deployment deployment) {
    String secret = service(deployment) + "-tls";
    boolean mounted =
        deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
            .anyMatch(
                it -> it.getSecret() != null && secret.equals(it.getSecret().getSecretName()));
    return mounted ? Optional.of(() -> credentials(secret)) : Optional.empty();
  }

  /** Brings what the Secret holds by now to the pods of the service, as a kubelet does in time. */
  void mountsAgain(String service) {
    @Nullable String certificate = certificate(service);
    running().forEach(sidecar -> sidecar.shows(certificate));
  }

  /** Fingerprint of the certificate that clients are to be shown, as the pods mount it. */
  private @Nullable String certificate(String service) {
    @Nullable Secret secret =
        client.secrets().inNamespace(namespace).withName(service + "-tls").get();
    if (secret == null || secret.getData().get(SidecarFiles.SERVING_CERTIFICATE) == null) {
      return null;
    }
    try {
      return ServerCertificate.parse(
              text(secret.getData(), SidecarFiles.SERVING_CERTIFICATE),
              text(secret.getData(), SidecarFiles.SERVING_KEY))
          .fingerprint();
    } catch (InvalidCredentialsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String service(Deployment deployment) {
    return requireNonNull(deployment.getMetadata().getLabels().get(Api.LABEL_SERVICE));
  }

  private Credentials credentials(String secret) {
    Map<String, String> data =
        client.secrets().inNamespace(namespace).withName(secret).get().getData();
    try {
      return Credentials.parse(
          text(data, SidecarFiles.TLS_CERTIFICATE),
          text(data, SidecarFiles.TLS_KEY),
          text(data, SidecarFiles.TLS_AUTHORITIES));
    } catch (InvalidCredentialsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(requireNonNull(data.get(key))), UTF_8);
  }

  private String token(Deployment deployment) {
    String service = deployment.getMetadata().getLabels().get(Api.LABEL_SERVICE);
    Secret secret = client.secrets().inNamespace(namespace).withName(service + "-admin").get();
    return new String(
        Base64.getDecoder().decode(secret.getData().get(SidecarFiles.ADMIN_TOKEN)), UTF_8);
  }

  private String config(String podName) {
    Map<String, String> data =
        client.configMaps().inNamespace(namespace).withName(configName(podName)).get().getData();
    return requireNonNull(data.get("config.json"));
  }

  private static String configName(String podName) {
    return podName.substring(0, podName.lastIndexOf('-')) + "-sidecar";
  }

  private void removeAllBut(Set<String> wanted, Map<String, Pod> pods) {
    for (Pod pod : List.copyOf(pods.values())) {
      String name = pod.getMetadata().getName();
      if (!wanted.contains(name)) {
        client.resource(pod).withGracePeriod(0).delete();
        pods.remove(name);
        forget(name);
      }
    }
    addresses.keySet().stream().filter(name -> !wanted.contains(name)).forEach(this::forget);
  }

  private void forget(String podName) {
    addresses.remove(podName);
    shown.remove(podName);
    FakeSidecar gone = sidecars.get(podName);
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public void close() {
    ticks.shutdown();
    try {
      ticks.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sidecars.values().forEach(FakeSidecar::close);
  }
}
