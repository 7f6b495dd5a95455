package dev.rampwright.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.http.Role;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantMetricsTest {
  private static final String REQUESTS = "rampwright_sidecar_tenant_requests_total";
  private static final int SERIES = TopTenants.SHOWN + 1;

  private long nanos;
  private final TenantMetrics tenants = TenantMetrics.register(PlainMetrics.create(), () -> nanos);

  @Test
  void requestsHitsAndTokensAreCountedByTenant() {
    ask("alice", 3);
    ask("bob", 1);

    assertThat(values(REQUESTS)).isEqualTo(Map.of("alice", 3.0, "bob", 1.0, "other", 0.0));
    assertThat(values("rampwright_sidecar_tenant_cache_hits_total")).containsEntry("alice", 3.0);
    assertThat(tokens()).containsEntry("alice/input", 21.0).containsEntry("alice/output", 15.0);
  }

  @Test
  void aHopCountsAtItsSenderAndStrangersCountNowhere() {
    tenants.ended(Requests.replayedTo("alice", Role.HOP));
    tenants.ended(Requests.replayedTo("", Role.LOCAL));

    assertThat(values(REQUESTS)).isEqualTo(Map.of("other", 0.0));
  }

  @Test
  void tenThousandTenantsMakeTwentyOneSeriesAndLoseNoRequestMeanwhile() {
    Random random = new Random(5);
    int requests = 60_000;
    for (int i = 0; i < requests; i++) {
      ask("tenant-" + random.nextInt(10_000), 1);
      if (i % 10_000 == 0) {
        assertThat(values(REQUESTS)).hasSizeLessThanOrEqualTo(SERIES);
      }
    }

    assertThat(values(REQUESTS)).hasSize(SERIES);
    assertThat(values(REQUESTS).values().stream().mapToDouble(it -> it).sum()).isEqualTo(requests);
    assertThat(tokens()).hasSize(2 * SERIES);
  }

  @Test
  void theBusyOnesAreShownWhoeverCameFirst() {
    Random random = new Random(6);
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 20_000; i++) {
        ask("rare-" + random.nextInt(10_000), 1);
        if (i % 5 == 0) {
          ask("busy-" + random.nextInt(TopTenants.SHOWN), 1);
        }
      }
      nanos += Duration.ofMinutes(1).toNanos();
      ask("rare-0", 1);
    }

    assertThat(values(REQUESTS))
        .containsKeys(
            IntStream.range(0, TopTenants.SHOWN).mapToObj(i -> "busy-" + i).toArray(String[]::new))
        .hasSize(SERIES);
  }

  @Test
  void yesterdaysMakeRoom() {
    for (int i = 0; i < TopTenants.SHOWN; i++) {
      ask("old-" + i, 1_000);
    }
    ask("new", 500);
    assertThat(values(REQUESTS)).doesNotContainKey("new").containsEntry("other", 500.0);

    for (int minute = 0; minute < 12; minute++) {
      nanos += Duration.ofMinutes(1).toNanos();
      ask("new", 10);
    }

    assertThat(values(REQUESTS)).containsKey("new").hasSizeLessThanOrEqualTo(SERIES);
  }

  /** Two series of one name would make the whole page unreadable. */
  @Test
  void aTenantThatIsCalledOtherIsOneOfTheOthers() {
    ask("other", 2);

    assertThat(values(REQUESTS)).isEqualTo(Map.of("other", 2.0));
  }

  private void ask(String tenant, int times) {
    for (int i = 0; i < times; i++) {
      tenants.ended(Requests.replayedTo(tenant, Role.LOCAL));
    }
  }

  private Map<String, Double> values(String name) {
    return samples(name).stream()
        .collect(Collectors.toMap(it -> it.labelValues.get(3), it -> it.value));
  }

  private Map<String, Double> tokens() {
    return samples("rampwright_sidecar_tenant_tokens_total").stream()
        .collect(
            Collectors.toMap(
                it -> it.labelValues.get(3) + "/" + it.labelValues.get(4), it -> it.value));
  }

  private List<Sample> samples(String name) {
    return tenants.collect().stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name))
        .toList();
  }
}
