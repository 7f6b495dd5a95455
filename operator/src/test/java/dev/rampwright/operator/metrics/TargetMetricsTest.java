package dev.rampwright.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TargetMetrics metrics = new TargetMetrics(registry);

  @Test
  void showsWhatIsMetAndWhatIsMissedAndNothingElse() {
    metrics.show(
        cache("a", "agents"),
        List.of(
            target("HitRate", TargetState.Missed),
            target("Memory", TargetState.Met),
            target("Throughput", TargetState.NotMeasured)));

    assertThat(shown()).containsExactly("a/agents/HitRate 0", "a/agents/Memory 1");
  }

  @Test
  void followsWhatIsJudgedNext() {
    metrics.show(
        cache("a", "agents"),
        List.of(target("HitRate", TargetState.Missed), target("Memory", TargetState.Met)));
    Gauge scraped = registry.get(TargetMetrics.MET).tag("target", "HitRate").gauge();

    metrics.show(cache("a", "agents"), List.of(target("HitRate", TargetState.Met)));

    assertThat(shown()).containsExactly("a/agents/HitRate 1");
    assertThat(registry.get(TargetMetrics.MET).gauge()).as("never taken away").isSameAs(scraped);
  }

  @Test
  void nothingRemainsOfACacheThatIsGoneOrAsksForNothing() {
    List<TargetStatus> targets = List.of(target("Memory", TargetState.Met));
    metrics.show(cache("a", "agents"), targets);
    metrics.show(cache("b", "agents"), targets);
    metrics.show(cache("b", "search"), targets);

    metrics.show(cache("b", "search"), List.of());
    metrics.cleanupDone(new ResourceID("agents", "b"), kind("InferenceService"));
    assertThat(shown()).containsExactly("a/agents/Memory 1", "b/agents/Memory 1");

    metrics.cleanupDone(new ResourceID("agents", "b"), kind("TokenCache"));
    assertThat(shown()).containsExactly("a/agents/Memory 1");
  }

  @Test
  void thePageOfMetricsNamesIt() {
    assertThat(Path.of("../docs/metrics.md"))
        .content()
        .contains("`" + TargetMetrics.MET.replace('.', '_') + "`");
  }

  private List<String> shown() {
    return registry.find(TargetMetrics.MET).gauges().stream()
        .map(
            it ->
                "%s/%s/%s %.0f"
                    .formatted(
                        it.getId().getTag("tokencache_namespace"),
                        it.getId().getTag("tokencache"),
                        it.getId().getTag("target"),
                        it.value()))
        .sorted()
        .toList();
  }

  private static TokenCache cache(String namespace, String name) {
    TokenCache cache = new TokenCache();
    cache.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    return cache;
  }

  private static TargetStatus target(String name, TargetState state) {
    return new TargetStatus(name, "< 1", "2", state);
  }

  private static Map<String, Object> kind(String kind) {
    return Map.of(
        Constants.RESOURCE_GVK_KEY, new GroupVersionKind("rampwright.dev", "v1alpha1", kind));
  }
}
