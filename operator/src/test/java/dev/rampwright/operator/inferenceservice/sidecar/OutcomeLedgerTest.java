package dev.rampwright.operator.inferenceservice.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Counting;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
import dev.rampwright.operator.inferenceservice.sidecar.OutcomeLedger.Scope;
import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private static final Scope STEP = new Scope("s", 3, Optional.empty());

  private final OutcomeLedger ledger = new OutcomeLedger();

  @Test
  void addsUpThePods() {
    EpochOutcomes sum = sum("s", 3, List.of(stats("a", 3, 10, 1), stats("b", 3, 20, 2)));

    assertThat(sum.candidate().finished()).isEqualTo(30);
    assertThat(sum.candidate().failed()).isEqualTo(3);
  }

  @Test
  void whereAGatewaySplitsACandidatesOwnAnswersAreTheCandidates() {
    Outcomes own = new Outcomes(20, 20, Map.of(ErrorClass.SERVER_ERROR, 2L));
    Outcomes stable = new Outcomes(80, 80, Map.of());

    EpochOutcomes sum =
        sum(
            "s",
            3,
            List.of(
                new Count(stats("a", 3, stable, Outcomes.NONE), Counting.BOTH_SIDES),
                new Count(stats("b", 3, own, Outcomes.NONE), Counting.CANDIDATE_ONLY)));

    assertThat(sum.stable().finished()).isEqualTo(80);
    assertThat(sum.candidate().finished()).isEqualTo(20);
    assertThat(sum.candidateEvidence().requests()).isEqualTo(new Observation.Outcomes(20, 2));
  }

  @Test
  void aPodThatGoesTakesNoEvidenceWithIt() {
    sum("s", 3, List.of(stats("a", 3, 10, 1), stats("b", 3, 20, 2)));

    EpochOutcomes sum = sum("s", 3, List.of(stats("a", 3, 12, 1)));

    assertThat(sum.candidate().finished()).isEqualTo(32);
    assertThat(sum.candidate().failed()).isEqualTo(3);
  }

  @Test
  void anotherEpochBeginsAnew() {
    sum("s", 3, List.of(stats("a", 3, 10, 1)));

    assertThat(sum("s", 4, List.of(stats("a", 3, 10, 1)))).isEqualTo(EpochOutcomes.NONE);
    assertThat(sum("s", 4, List.of(stats("a", 4, 2, 0))).candidate().finished()).isEqualTo(2);
  }

  @Test
  void servicesAreKeptApart() {
    sum("s", 3, List.of(stats("a", 3, 10, 1)));

    assertThat(sum("t", 3, List.of())).isEqualTo(EpochOutcomes.NONE);
  }

  @Test
  void aWindowForgetsWhatIsOlder() {
    Scope lastMinute = new Scope("s", 3, Optional.of(Duration.ofMinutes(1)));
    sum(lastMinute, List.of(stats("a", 3, 0, 0)), T0);
    sum(lastMinute, List.of(stats("a", 3, 100, 30)), T0.plusSeconds(30));
    sum(lastMinute, List.of(stats("a", 3, 200, 30)), T0.plusSeconds(60));

    EpochOutcomes sum = sum(lastMinute, List.of(stats("a", 3, 260, 31)), T0.plusSeconds(95));

    assertThat(sum.candidateEvidence().requests())
        .as("since 30 s after the beginning")
        .isEqualTo(new Observation.Outcomes(160, 1));
    assertThat(sum.candidateEvidence().finishedInEpoch()).isEqualTo(260);
    assertThat(sum.candidate().finished()).isEqualTo(260);
  }

  @Test
  void aWindowBeginsWithTheFirstLook() {
    Scope hour = new Scope("s", 3, Optional.of(Duration.ofHours(1)));
    sum(hour, List.of(stats("a", 3, 100, 30)), T0);

    EpochOutcomes sum = sum(hour, List.of(stats("a", 3, 150, 30)), T0.plusSeconds(9));

    assertThat(sum.candidateEvidence().requests()).isEqualTo(new Observation.Outcomes(50, 0));
  }

  @Test
  void samplesAddUpOverPodsAndOutliveThem() {
    sum(STEP, List.of(sampled("a", 10, 90, 10), sampled("b", 10, 80, 20)), T0);

    EpochOutcomes sum = sum(STEP, List.of(sampled("b", 11, 80, 20)), T0.plusSeconds(1));

    Evidence.Samples samples = sum.candidateEvidence().samples().orElseThrow();
    assertThat(samples.ttft().total()).isEqualTo(21);
    assertThat(samples.cache()).isEqualTo(new Lookups(170, 30));
    assertThat(sum.stableEvidence().samples()).isEmpty();
  }

  @Test
  void recentLookupsAreThoseOfTheLastMinute() {
    sum(STEP, List.of(sampled("a", 1, 0, 100)), T0);
    sum(STEP, List.of(sampled("a", 1, 50, 150)), T0.plusSeconds(30));

    EpochOutcomes sum = sum(STEP, List.of(sampled("a", 1, 90, 160)), T0.plusSeconds(91));

    assertThat(sum.candidateEvidence().samples().orElseThrow().recent())
        .isEqualTo(new Lookups(40, 10));
  }

  @Test
  void outsideAStepHistogramsAreLeftAlone() {
    EpochOutcomes sum = ledger.sum(STEP, List.of(sampled("a", 10, 90, 10)), Detail.REQUESTS, T0);

    assertThat(sum.candidateEvidence().requests()).isEqualTo(new Observation.Outcomes(10, 0));
    assertThat(sum.candidateEvidence().samples()).isEmpty();
  }

  private static Count sampled(String instance, int streams, long hits, long misses) {
    return stats(
        instance,
        3,
        new Outcomes(
            streams,
            streams,
            Map.of(),
            new Samples(Histograms.text(200_000, streams), null, null, hits, misses)));
  }

  private EpochOutcomes sum(String service, long epoch, List<Count> counts) {
    return sum(new Scope(service, epoch, Optional.empty()), counts, T0);
  }

  private EpochOutcomes sum(Scope scope, List<Count> counts, Instant now) {
    return ledger.sum(scope, counts, Detail.SAMPLES, now);
  }

  private static Count stats(String instance, long epoch, long finished, long failed) {
    return stats(
        instance, epoch, new Outcomes(finished, finished, Map.of(ErrorClass.CONNECTION, failed)));
  }

  private static Count stats(String instance, long epoch, Outcomes candidate) {
    return new Count(stats(instance, epoch, Outcomes.NONE, candidate), Counting.BOTH_SIDES);
  }

  private static SidecarStats stats(
      String instance, long epoch, Outcomes local, Outcomes candidate) {
    return new SidecarStats(
        new SidecarStats.Core(
            1,
            List.of(1),
            instance,
            "r",
            "d",
            epoch,
            1000,
            false,
            0,
            0,
            local,
            candidate,
            CacheCounters.NONE));
  }
}
