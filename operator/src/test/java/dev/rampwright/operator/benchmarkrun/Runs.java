package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.inferenceservice.InferenceService;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Runs and services for tests. */
public final class Runs {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Runs() {}

  /** A run against {@code chat}, created at the start of 2026, with a timeout of ten minutes. */
  public static BenchmarkRun against(String target) {
    return withSpec("target: %s, benchmark: {}, execution: {timeout: 10m}".formatted(target));
  }

  /** A run with this spec, in flow style. */
  public static BenchmarkRun withSpec(String spec) {
    return YAML.unmarshal(
        """
        apiVersion: rampwright.dev/v1alpha1
        kind: BenchmarkRun
        metadata:
          name: smoke
          namespace: default
          generation: 1
          uid: u1
          creationTimestamp: "2026-01-01T00:00:00Z"
        spec: {%s}
        """
            .formatted(spec),
        BenchmarkRun.class);
  }

  /** The service {@code chat} with this status, in flow style. */
  public static InferenceService service(String status) {
    return service("", status);
  }

  private static InferenceService service(String serving, String status) {
    return YAML.unmarshal(
        """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: chat, namespace: default}
        spec:
          model: {uri: "pvc://models/m.gguf", name: smollm2}
          engine: {type: LlamaCpp}
          serving: {%s}
        status: {%s}
        """
            .formatted(serving, status),
        InferenceService.class);
  }

  /** A service that serves, with a candidate that has no ready pod. */
  public static InferenceService readyService() {
    return asking("type: None");
  }

  /** The same, asking its clients as {@code serving.auth} says, in flow style. */
  public static InferenceService asking(String auth) {
    return service(
        "auth: {" + auth + "}",
        """
        conditions: [{type: Ready, status: "True"}],
        stableRevision: aaaaaaaa,
        candidateRevision: bbbbbbbb,
        revisions: [
          {hash: aaaaaaaa, role: Stable, state: Warm, replicas: 1, readyReplicas: 1},
          {hash: bbbbbbbb, role: Candidate, state: Loading, replicas: 1, readyReplicas: 0}]
        """);
  }
}
