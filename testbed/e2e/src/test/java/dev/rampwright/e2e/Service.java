package dev.rampwright.e2e;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.FailedRevision;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One InferenceService under test: applied as YAML, as users do, and watched by its status. */
final class Service {
  static final String NAME = "chat";
  private final Cluster cluster;

  Service(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The spec that the stories start from; {@code more} adds or replaces top-level members of spec.
   */
  static String manifest(int replicas, String engine, String more) {
    return """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: chat}
        spec:
          model: {name: smollm2, uri: "pvc://models/smollm2-135m-instruct-q4_1.gguf"}
          replicas: %d
          engine: %s
          pod: {drainTimeout: 90s}
        %s
        """
        .formatted(replicas, engine, more.indent(2));
  }

  static String llamaCpp(int contextLength) {
    return "{type: LlamaCpp, contextLength: "
        + contextLength
        + ", maxConcurrency: 2, args: [-t, \"1\"]}";
  }

  /** It computes nothing, so that a small machine carries the load. */
  static String synthetic() {
    return """
        {type: Custom, image: "%s", custom: {command: [sh, -c,
          'exec fault-engine -- fault-engine synthetic --port {port}']}}\
        """
        .formatted(Cluster.setting("RAMPWRIGHT_FAULT_ENGINE_IMAGE"));
  }

  /** The real engine behind the fault engine. */
  static String faulty(String faults) {
    return """
        {type: Custom, image: "%s", custom: {command: [sh, -c,
          'exec fault-engine %s -- llama-server --host 127.0.0.1 --port {port} -m "$RAMPWRIGHT_MODEL_PATH" --alias smollm2 -c 1024 -np 2 -t 1']}}\
        """
        .formatted(Cluster.setting("RAMPWRIGHT_FAULT_ENGINE_IMAGE"), faults);
  }

  /** A ramp as short as 60 clean answers allow. */
  static String quickRamp(String gates) {
    return """
        rollout:
          startupDeadline: 3m
          scaleDownDelay: 2s
          steps: [{weight: 10, hold: 3s, maxHold: 4m}, {weight: 50, hold: 3s, maxHold: 4m}, {weight: 100, hold: 3s, maxHold: 4m}]
          gates: %s
        """
        .formatted(gates);
  }

  static String errorGate() {
    return "{sample: {minRequests: 60}, metrics: [{name: errors, metric: ErrorRate, max: \"0.05\"}]}";
  }

  void apply(String manifest) throws Exception {
    String answer = cluster.kubectl(manifest, "apply", "--server-side", "-f", "-");
    if (!answer.contains("serverside-applied")) {
      throw new AssertionError(answer);
    }
  }

  Resource<InferenceService> resource() {
    return cluster
        .client()
        .resources(InferenceService.class)
        .inNamespace(cluster.namespace())
        .withName(NAME);
  }

  InferenceServiceStatus status() {
    return Optional.ofNullable(resource().get())
        .map(InferenceService::getStatus)
        .orElseThrow(() -> new AssertionError("no status yet"));
  }

  RolloutStatus rollout() {
    return Optional.ofNullable(status().rollout())
        .orElseThrow(() -> new AssertionError("no rollout in status yet"));
  }

  Optional<Condition> condition(String type) {
    List<Condition> conditions = Optional.ofNullable(status().conditions()).orElse(List.of());
    return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  FailedRevision lastFailed() {
    List<FailedRevision> failed = Optional.ofNullable(status().failedRevisions()).orElse(List.of());
    return failed.getLast();
  }

  boolean isTrue(String type) {
    return condition(type).filter(c -> c.getStatus().equals("True")).isPresent();
  }

  /** Waits for a status; what it was instead stands in the failure. */
  void await(String what, Duration atMost, Predicate<InferenceServiceStatus> condition) {
    Awaitility.await(what)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              InferenceServiceStatus status = status();
              if (!condition.test(status)) {
                throw new AssertionError(status.toString());
              }
            });
  }

  /** Ready, and routed on this node: kube-proxy follows the endpoints up to a second later. */
  void awaitReady() {
    await(
        "the service to be Ready", Duration.ofMinutes(4), status -> isTrue("Ready") && observed());
    try (Client client = new Client(url())) {
      Awaitility.await("the node to route to it")
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> client.chat("Hello", 1, false).good(false));
    }
  }

  /** Waits until another revision than {@code before} serves and the ramp is over. */
  String awaitPromotion(@Nullable String before, Duration atMost) {
    await(
        "another revision than " + before + " to serve alone",
        atMost,
        status ->
            status.stableRevision() != null
                && !status.stableRevision().equals(before)
                && (status.candidateRevision() == null || status.candidateRevision().isEmpty()));
    return stable();
  }

  String stable() {
    return Optional.ofNullable(status().stableRevision()).orElseThrow();
  }

  private boolean observed() {
    return resource().get().getMetadata().getGeneration().equals(status().observedGeneration());
  }

  List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel("rampwright.dev/service", NAME)
        .list()
        .getItems();
  }

  /** Those of one revision that can take requests. */
  List<Pod> readyPods(String revision) {
    return pods().stream().filter(pod -> revisionOf(pod).equals(revision) && ready(pod)).toList();
  }

  /** Waits until that many can: what kills one must leave another. */
  void awaitReadyPods(String revision, int wanted) {
    Awaitility.await(wanted + " ready pods of " + revision)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> readyPods(revision).size() >= wanted);
  }

  /** What all its sidecars have said. */
  String sidecarLog() throws IOException, InterruptedException {
    StringBuilder log = new StringBuilder();
    for (Pod pod : pods()) {
      log.append(cluster.kubectl("", "logs", pod.getMetadata().getName(), "-c", "sidecar"));
    }
    return log.toString();
  }

  static String revisionOf(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault("rampwright.dev/revision", "");
  }

  static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** Where clients inside the cluster reach the service. */
  String url() {
    return "http://" + clusterAddress();
  }

  /** The same as an address, for clients that open connections themselves. */
  InetSocketAddress address() {
    return new InetSocketAddress(clusterAddress(), 80);
  }

  /** Stays as long as the Service does. */
  String clusterAddress() {
    return cluster
        .client()
        .services()
        .inNamespace(cluster.namespace())
        .withName(NAME)
        .get()
        .getSpec()
        .getClusterIP();
  }
}
