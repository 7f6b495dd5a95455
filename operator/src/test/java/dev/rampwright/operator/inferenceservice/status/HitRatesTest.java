package dev.rampwright.operator.inferenceservice.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.play.Play;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitRatesTest {
  private final HitRates rates = new HitRates();
  private final Play play = new Play(Play.SPEC);

  HitRatesTest() {
    play.serving();
  }

  @Test
  void isUnknownBeforeTheFirstLookup() {
    assertThat(rates.toShow(seen(0, 0))).isEmpty();
  }

  @Test
  void hasTwoDecimals() {
    assertThat(rates.toShow(seen(2, 1))).contains("0.67");
  }

  @Test
  void changesAtMostOnceAMinute() {
    show(rates.toShow(seen(1, 1)));
    play.later(Duration.ofSeconds(59));
    assertThat(rates.toShow(seen(3, 1))).contains("0.50");

    play.later(Duration.ofSeconds(1));
    assertThat(rates.toShow(seen(3, 1))).contains("0.75");
  }

  @Test
  void staysWhileNothingIsLookedUp() {
    show(Optional.of("0.42"));

    assertThat(rates.toShow(seen(0, 0))).contains("0.42");
  }

  private void show(Optional<String> rate) {
    play.service()
        .setStatus(
            ContractJson.read(
                "{\"cache\":{\"hitRate\":\"%s\"}}".formatted(rate.orElseThrow()),
                InferenceServiceStatus.class));
  }

  private Gathered seen(long hits, long misses) {
    Gathered seen = play.gathered();
    return new Gathered(
        seen.now(),
        seen.service(),
        seen.identity(),
        seen.revisions(),
        seen.objects(),
        seen.pods().stream().map(pod -> counting(pod, hits, misses)).toList(),
        seen.entryRevisions(),
        seen.caches(),
        seen.cachesWithSecret(),
        seen.adminToken(),
        seen.route(),
        seen.tls());
  }

  private static ModelPodView counting(ModelPodView pod, long hits, long misses) {
    SidecarStats.Core it = pod.stats().orElseThrow().core();
    return pod.with(
        new SidecarStats(
            new SidecarStats.Core(
                it.formatVersion(),
                List.of(1),
                it.instance(),
                it.revision(),
                it.configDigest(),
                it.epoch(),
                it.candidateWeightBasisPoints(),
                it.draining(),
                it.inFlightLocal(),
                it.inFlightCandidate(),
                it.local(),
                it.candidate(),
                new CacheCounters(hits, 0, misses, 0, 0))));
  }
}
