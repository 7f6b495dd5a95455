package dev.rampwright.operator.benchmarkrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.testing.ApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A namespace with a service and a run; plays the Job controller, the kubelet and the pod. */
final class RunScene {
  private static final String RUN =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: BenchmarkRun
      metadata: {name: smoke}
      spec:
        target: {inferenceServiceRef: {name: chat}}
        benchmark:
          criteria: [{name: ttft, metric: Ttft, quantile: "0.95", target: 500ms}]
      """;
  private static final String URL_RUN =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: BenchmarkRun
      metadata: {name: smoke}
      spec:
        target: {endpoint: {url: "http://example.com:8000", model: m}}
        benchmark: {}
      """;
  private static final String RUN_WITH_KEY =
      RUN.replace(
          "{inferenceServiceRef: {name: chat}}",
          "{inferenceServiceRef: {name: chat}, apiKeySecretKeyRef: {name: keys, key: bench}}");
  private static final String ASKING =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {uri: "pvc://models/model.gguf"}
        engine: {type: LlamaCpp}
        serving: {auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}}
      """;
  private static final String SERVICE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {uri: "pvc://models/model.gguf"}
        engine: {type: LlamaCpp}
      """;

  private final KubernetesClient client;
  private final String namespace;

  RunScene(ApiServer server, String namespace) {
    this.client = server.client();
    this.namespace = namespace;
  }

  String namespace() {
    return namespace;
  }

  void applyRun() {
    apply(RUN, BenchmarkRun.class);
  }

  void applyUrlRun() {
    apply(URL_RUN, BenchmarkRun.class);
  }

  void applyService() {
    apply(SERVICE, InferenceService.class);
  }

  void applyRunWithKey() {
    apply(RUN_WITH_KEY, BenchmarkRun.class);
  }

  /** A ready service that asks clients for a key. */
  void beginAsking() {
    apply(ASKING, InferenceService.class);
    makeServiceReady();
  }

  /** The user writes the Secret that run and service name. */
  void secret(Map<String, String> labels, Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>();
    texts.forEach(
        (key, text) -> data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("keys")
                .withNamespace(namespace)
                .withLabels(labels)
                .endMetadata()
                .withData(data)
                .build())
        .fieldManager("test")
        .forceConflicts()
        .serverSideApply();
  }

  /** All that the operator and the pod have written about the run. */
  String written() {
    return Serialization.asYaml(run())
        + Serialization.asYaml(job())
        + client.configMaps().inNamespace(namespace).list().getItems()
        + client.v1().events().inNamespace(namespace).list().getItems();
  }

  void makeServiceReady() {
    String ready =
        """
        {"status":{"conditions":[{"type":"Ready","status":"True","reason":"Reconciled",
        "message":"ok","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """;
    client
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName("chat")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), ready);
  }

  /** A run whose target is ready. */
  void begin() {
    applyService();
    makeServiceReady();
    applyRun();
  }

  void awaitJob() {
    await().until(() -> jobNow() != null);
  }

  Job job() {
    return Optional.ofNullable(jobNow()).orElseThrow();
  }

  void deleteJob() {
    client.batch().v1().jobs().inNamespace(namespace).withName("smoke-bench").delete();
  }

  void deleteReport() {
    configMap(client, "smoke-report").delete();
  }

  void report(Phase phase, int percent) {
    report(client, phase, percent);
  }

  /** Patches as the pod does. */
  void report(KubernetesClient pod, Phase phase, int percent) {
    String json = ContractJson.write(Reports.of(phase, percent));
    String patch = ContractJson.write(Map.of("data", Map.of(BenchReport.CONFIG_MAP_KEY, json)));
    configMap(pod, "smoke-report").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  void patch(KubernetesClient pod, String configMap) {
    configMap(pod, configMap)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"spec.json\":\"x\"}}");
  }

  Resource<ConfigMap> configMap(KubernetesClient as, String name) {
    return as.configMaps().inNamespace(namespace).withName(name);
  }

  void failPod(String lastWords) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("smoke-bench-x")
                .withNamespace(namespace)
                .withLabels(job().getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("bench")
                .withImage("example.com/x")
                .endContainer()
                .endSpec()
                .build())
        .create();
    client
        .pods()
        .inNamespace(namespace)
        .withName("smoke-bench-x")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status":{"phase":"Failed","containerStatuses":[{"name":"bench","image":"x",
            "imageID":"","ready":false,"restartCount":0,"state":{"terminated":
            {"exitCode":3,"reason":"Error","message":"%s"}}}]}}
            """
                .formatted(lastWords));
  }

  void failJob() {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName("smoke-bench")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status":{"startTime":"2026-01-01T00:00:00Z","failed":1,"conditions":[
            {"type":"FailureTarget","status":"True","reason":"BackoffLimitExceeded"},
            {"type":"Failed","status":"True","reason":"BackoffLimitExceeded",
            "message":"Job has reached the specified backoff limit"}]}}
            """);
  }

  String specJson() {
    return configMap(client, "smoke-bench").require().getData().getOrDefault("spec.json", "");
  }

  BenchmarkRun run() {
    return client.resources(BenchmarkRun.class).inNamespace(namespace).withName("smoke").require();
  }

  BenchmarkRunStatus status() {
    return Optional.ofNullable(run().getStatus()).orElseThrow();
  }

  @Nullable RunState state() {
    BenchmarkRunStatus status = run().getStatus();
    return status == null ? null : status.state();
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(run().getStatus())
        .flatMap(status -> Optional.ofNullable(status.conditions()))
        .flatMap(all -> all.stream().filter(c -> c.getType().equals(type)).findFirst());
  }

  String reason(String type) {
    return condition(type).map(Condition::getReason).orElse("");
  }

  private @Nullable Job jobNow() {
    return client.batch().v1().jobs().inNamespace(namespace).withName("smoke-bench").get();
  }

  private <R extends HasMetadata> void apply(String yaml, Class<R> type) {
    client
        .resource(client.getKubernetesSerialization().unmarshal(yaml, type))
        .inNamespace(namespace)
        .fieldManager("test")
        .forceConflicts()
        .serverSideApply();
  }
}
