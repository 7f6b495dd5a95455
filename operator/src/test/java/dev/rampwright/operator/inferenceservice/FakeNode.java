package dev.rampwright.operator.inferenceservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the Deployment and EndpointSlice controllers and the kubelet for one namespace: pods of
 * Deployments are made, given loopback addresses with a {@link FakeSidecar} behind each, and set
 * Ready, or made to crash.
 */
final class FakeNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FakeNode.class);
  private static final long TICK_MILLIS = 50;
  private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, FakeSidecar> sidecars = new ConcurrentHashMap<>();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private volatile double candidateErrorRate;
  private volatile double ownErrorRate;
  private volatile String crashingImage = "";

  FakeNode(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    var unused = ticks.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** This share of a candidate's requests fails, as seen by pods that start from now on. */
  void candidatesFail(double rate) {
    candidateErrorRate = rate;
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

  private void tick() {
    try {
      Set<String> wanted = new HashSet<>();
      for (Deployment deployment :
          client.apps().deployments().inNamespace(namespace).list().getItems()) {
        for (int i = 0; i < deployment.getSpec().getReplicas(); i++) {
          String name = deployment.getMetadata().getName() + "-" + i;
          wanted.add(name);
          run(name, deployment);
        }
      }
      removeAllBut(wanted);
      client.services().inNamespace(namespace).list().getItems().forEach(this::publishEndpoints);
    } catch (KubernetesClientException | NullPointerException e) {
      // Objects come and go under our hands; the next tick tries again.
      LOG.debug("tick of {} failed", namespace, e);
    }
  }

  private void run(String name, Deployment deployment) {
    Pod pod = client.pods().inNamespace(namespace).withName(name).get();
    if (pod != null && pod.getStatus().getPodIP() != null) {
      return;
    }
    String hash = requireNonNull(deployment.getMetadata().getLabels().get(Api.LABEL_REVISION));
    String address = addresses.computeIfAbsent(name, _ -> "127.0.1." + ADDRESSES.getAndIncrement());
    sidecars.computeIfAbsent(
        name,
        _ ->
            new FakeSidecar(
                address,
                hash,
                token(deployment),
                config(name),
                candidateErrorRate,
                ownErrorRate,
                tls(deployment)));
    Pod running = pod == null ? create(name, deployment) : pod;
    String image = running.getSpec().getContainers().get(0).getImage();
    running.setStatus(
        image.equals(crashingImage) ? PodStatuses.crashing(address) : PodStatuses.ready(address));
    client.resource(running).subresource("status").update();
  }

  private Pod create(String name, Deployment deployment) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build())
        .create();
  }

  /** A pod that mounts the certificate has it, and sees each change at once. */
  private Optional<Supplier<Credentials>> tls(Deployment deployment) {
    String secret = deployment.getMetadata().getLabels().get(Api.LABEL_SERVICE) + "-tls";
    boolean mounted =
        deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
            .anyMatch(
                it -> it.getSecret() != null && secret.equals(it.getSecret().getSecretName()));
    return mounted ? Optional.of(() -> credentials(secret)) : Optional.empty();
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
    String config = podName.substring(0, podName.lastIndexOf('-')) + "-sidecar";
    Map<String, String> data =
        client.configMaps().inNamespace(namespace).withName(config).get().getData();
    return requireNonNull(data.get("config.json"));
  }

  private void removeAllBut(Set<String> wanted) {
    for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
      String name = pod.getMetadata().getName();
      if (!wanted.contains(name)) {
        client.resource(pod).withGracePeriod(0).delete();
        FakeSidecar gone = sidecars.get(name);
        addresses.remove(name);
        if (gone != null) {
          gone.close();
        }
      }
    }
  }

  private void publishEndpoints(Service service) {
    List<Endpoint> endpoints =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(service.getSpec().getSelector())
            .list()
            .getItems()
            .stream()
            .filter(pod -> pod.getStatus() != null && PodStatuses.isReady(pod.getStatus()))
            .map(FakeNode::endpoint)
            .toList();
    Map<String, String> labels = new ConcurrentHashMap<>(service.getMetadata().getLabels());
    labels.put("kubernetes.io/service-name", service.getMetadata().getName());
    client
        .resource(
            new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service.getMetadata().getName() + "-slice")
                .withNamespace(namespace)
                .withLabels(labels)
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .build())
        .fieldManager("fake-node")
        .forceConflicts()
        .serverSideApply();
  }

  private static Endpoint endpoint(Pod pod) {
    return new EndpointBuilder()
        // The API server takes no loopback address here; nobody connects to it.
        .withAddresses(pod.getStatus().getPodIP().replace("127.0.", "10.0."))
        .withNewConditions()
        .withReady(true)
        .endConditions()
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .endTargetRef()
        .build();
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
