package dev.rampwright.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.CacheEvents;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.http.Outcome;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.sample.Latencies;
import dev.rampwright.sidecar.split.Traffic;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedMetricsTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(rampwright_sidecar_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);

  @Test
  void listsExactlyWhatIsExported() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach((MatchResult row) -> documented.put(row.group(1), row.group(2)));

    assertThat(documented).isEqualTo(exported());
  }

  @Test
  void explainsEveryMetric() {
    assertThat(Collections.list(registered().registry().metricFamilySamples()))
        .allSatisfy(family -> assertThat(family.help).isNotBlank());
  }

  private static Map<String, String> exported() {
    Map<String, String> names = new TreeMap<>();
    for (MetricFamilySamples family :
        Collections.list(registered().registry().metricFamilySamples())) {
      if (family.name.startsWith(SidecarMetrics.PREFIX)) {
        boolean counter = family.type == Collector.Type.COUNTER;
        names.put(
            family.name + (counter ? "_total" : ""),
            family.type.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return names;
  }

  private static SidecarMetrics registered() {
    SidecarMetrics metrics = PlainMetrics.create();
    StateGauges.register(
        metrics,
        new InFlight(),
        new EnginePool(() -> 0),
        new Traffic(),
        () -> 0,
        () -> false,
        () -> false);
    new SlotTally(metrics, new Log(System.out, Log.Format.TEXT, InstantSource.system()));
    metrics.firstByte(Role.LOCAL, Duration.ofMillis(1));
    Latencies latencies = new Latencies(Optional.empty(), Optional.empty(), Duration.ofMillis(1));
    TenantMetrics.register(metrics, () -> 0);
    DroppedLines.register(metrics, () -> 0);
    metrics.ended(Requests.of("alice", new Outcome.Answered(200), latencies));
    metrics.lookedUp(Layer.RESPONSES, "memory", CacheEvents.Result.MISS);
    metrics.lookedUp(Layer.TOKENS, "memory", CacheEvents.Result.MISS);
    return metrics;
  }
}
