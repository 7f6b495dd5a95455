package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources and reports for tests. */
final class Caches {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Caches() {}

  static TokenCache cache(String spec) {
    return YAML.unmarshal(
        """
        apiVersion: rampwright.dev/v1alpha1
        kind: TokenCache
        metadata: {name: agents, namespace: default, generation: 3, uid: u1}
        spec: %s
        """
            .formatted(spec),
        TokenCache.class);
  }

  /** A service with so many ready pods. */
  static InferenceService user(int ready) {
    return YAML.unmarshal(
        """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: chat, namespace: default}
        spec:
          model: {uri: "pvc://models/m.gguf"}
          engine: {type: LlamaCpp}
          cache: {tokenCacheRef: {name: agents}}
        status:
          revisions:
          - {hash: aaaaaaaa, role: Stable, state: Warm, replicas: %d, readyReplicas: %d}
        """
            .formatted(ready, ready),
        InferenceService.class);
  }

  static SidecarReport report(CacheCounters counters, long epoch) {
    String config = config(epoch);
    return new SidecarReport(stats(counters, Digests.sha256Hex(config)), config);
  }

  static SidecarReport outdated(CacheCounters counters, long epoch) {
    return new SidecarReport(stats(counters, "another"), config(epoch));
  }

  private static String config(long epoch) {
    return ContractJson.write(
        new SidecarConfig(
            new SidecarConfig.Core(
                SidecarConfig.FORMAT_VERSION,
                "default",
                "chat",
                "aaaaaaaa",
                "chat",
                new SidecarConfig.Engine("127.0.0.1", 9000, "/health"),
                new SidecarConfig.Limits(1, 1, 1, 1),
                "key",
                new CacheConfig("agents", epoch, 1, new CacheConfig.Responses(true, 1), null))));
  }

  static SidecarStats stats(CacheCounters counters) {
    return stats(counters, "digest");
  }

  /** Of one sidecar, which says this. */
  static CacheObservation seen(List<SidecarStats> said) {
    return new CacheObservation(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        ValkeyTransport.TLS,
        List.of(user(1)),
        said.stream().map(stats -> new SidecarReport(stats, null)).toList(),
        new PrewarmWish.None());
  }

  private static SidecarStats stats(CacheCounters counters, String digest) {
    return new SidecarStats(
        new SidecarStats.Core(
            SidecarStats.FORMAT_VERSION,
            List.of(1),
            "instance",
            "aaaaaaaa",
            digest,
            1,
            0,
            false,
            0,
            0,
            Outcomes.NONE,
            Outcomes.NONE,
            counters));
  }
}
