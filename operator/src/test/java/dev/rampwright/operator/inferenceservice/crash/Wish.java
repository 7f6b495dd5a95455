package dev.rampwright.operator.inferenceservice.crash;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the user asks for.
 *
 * @param fields the parts of its spec that change, by name
 */
record Wish(Map<String, String> fields) {
  static final Wish FIRST =
      new Wish(
          Map.of(
              "context", "1024",
              "replicas", "2",
              "timeout", "10",
              "unavailable", "1",
              "cache", "",
              "paused", "false",
              "hold", "0",
              "history", "3",
              "proof", ""));

  static final String CACHE = "cache: {tokenCacheRef: {name: agents}}";

  static final String PROOF =
      "preTraffic: {timeout: 10m, benchmark: {load: {requestRate: 2/s, duration: 30s}, criteria:"
          + " [{name: ttft, metric: Ttft, quantile: \"0.95\", target: 500ms}]}}";

  private static final String YAML =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: <context>}
        replicas: <replicas>
        serving: {requestTimeout: <timeout>m}
        disruption: {maxUnavailable: <unavailable>}
        <cache>
        rollout:
          paused: <paused>
          scaleDownDelay: 5s
          revisionHistoryLimit: <history>
          <proof>
          steps:
          - {weight: 10, hold: <hold>s, maxHold: 2h}
          - {weight: 100, hold: <hold>s, maxHold: 2h}
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  Wish with(String field, Object value) {
    Map<String, String> changed = new TreeMap<>(fields);
    changed.put(field, value.toString());
    return new Wish(changed);
  }

  /** As the user writes it. */
  String yaml() {
    String yaml = YAML;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      yaml = yaml.replace("<" + field.getKey() + ">", field.getValue());
    }
    return yaml;
  }
}
