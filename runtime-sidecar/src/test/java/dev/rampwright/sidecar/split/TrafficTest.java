package dev.rampwright.sidecar.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.sidecar.split.Acceptance.Accepted;
import dev.rampwright.sidecar.split.Acceptance.Rejected;
import dev.rampwright.sidecar.split.Acceptance.Stale;
import dev.rampwright.sidecar.split.Assignment.ToCandidate;
import dev.rampwright.sidecar.split.Assignment.ToLocal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Outcomes NOTHING = new Outcomes(0, 0, Map.of(), Samples.NONE);

  private final Traffic traffic = new Traffic();

  @Test
  void servesEverythingLocallyBeforeTheFirstPush() {
    assertThat(traffic.epoch()).isZero();
    assertThat(traffic.assign(TrafficTest::noHeader)).isInstanceOf(ToLocal.class);
  }

  @Test
  void takesTurnsBetweenEndpointsAndNamesTheNextAsSecondAttempt() {
    traffic.accept(weights(1, 10_000, "10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"));

    assertThat(Stream.generate(this::attempts).limit(4))
        .containsExactly(
            List.of("10.0.0.1:80", "10.0.0.2:80"),
            List.of("10.0.0.2:80", "10.0.0.3:80"),
            List.of("10.0.0.3:80", "10.0.0.1:80"),
            List.of("10.0.0.1:80", "10.0.0.2:80"));
  }

  @Test
  void triesASingleEndpointOnce() {
    traffic.accept(weights(1, 10_000, "10.0.0.1:80"));
    assertThat(attempts()).containsExactly("10.0.0.1:80");
  }

  @Test
  void hasNothingToTryWithoutEndpoints() {
    traffic.accept(weights(1, 10_000));
    assertThat(attempts()).isEmpty();
  }

  @Test
  void countsLateFinishersInTheEpochThatAssignedThem() {
    traffic.accept(weights(1, 10_000, "10.0.0.1:80"));
    Assignment old = traffic.assign(TrafficTest::noHeader);
    traffic.accept(weights(2, 5_000, "10.0.0.1:80"));

    old.counters().finished(ErrorClass.SERVER_ERROR);

    assertThat(traffic.candidateOutcomes()).isEqualTo(NOTHING);
  }

  @Test
  void countsByClass() {
    traffic.accept(weights(1, 10_000, "10.0.0.1:80"));
    traffic.assign(TrafficTest::noHeader).counters().finished(null);
    traffic.assign(TrafficTest::noHeader).counters().finished(ErrorClass.TIMEOUT);

    assertThat(traffic.candidateOutcomes())
        .isEqualTo(new Outcomes(2, 2, Map.of(ErrorClass.TIMEOUT, 1L), Samples.NONE));
    assertThat(traffic.localOutcomes()).isEqualTo(NOTHING);
  }

  @Test
  void countsWhatItDecidesAtOnceSoThatTheShareIsExactWhileAnswersAreAwaited() {
    traffic.accept(weights(1, 2_500, "10.0.0.1:80"));
    for (int n = 1; n <= 100; n++) {
      traffic.assign(TrafficTest::noHeader);
      assertThat(traffic.candidateOutcomes().started()).isEqualTo(n / 4);
      assertThat(traffic.localOutcomes().started()).isEqualTo(n - n / 4);
    }
  }

  @Test
  void keepsCountersAndPlaceInTheSplitWhenOnlyEndpointsChange() {
    traffic.accept(weights(1, 5_000, "10.0.0.1:80"));
    assertThat(traffic.assign(TrafficTest::noHeader)).isInstanceOf(ToLocal.class);

    assertThat(traffic.accept(weights(1, 5_000, "10.0.0.9:80"))).isEqualTo(new Accepted());

    assertThat(traffic.localOutcomes().started()).isEqualTo(1);
    assertThat(attempts()).containsExactly("10.0.0.9:80");
  }

  @Test
  void refusesAnOlderEpoch() {
    traffic.accept(weights(5, 1_000, "10.0.0.1:80"));

    assertThat(traffic.accept(TrafficWeights.local(4)))
        .isEqualTo(new Stale("epoch 5 is in force, later than 4"));
    assertThat(traffic.candidateWeightBasisPoints()).isEqualTo(1_000);
  }

  @Test
  void refusesOtherWeightsUnderTheSameEpoch() {
    traffic.accept(weights(5, 1_000, "10.0.0.1:80"));

    assertThat(traffic.accept(weights(5, 5_000, "10.0.0.1:80"))).isInstanceOf(Rejected.class);
    assertThat(traffic.accept(TrafficWeights.local(5))).isInstanceOf(Rejected.class);
    assertThat(traffic.candidateWeightBasisPoints()).isEqualTo(1_000);
  }

  @Test
  void takesNoCandidateAndACandidateWithoutWeightForTheSame() {
    traffic.accept(TrafficWeights.local(3));
    assertThat(traffic.accept(weights(3, 0, "10.0.0.1:80"))).isEqualTo(new Accepted());
  }

  @Test
  void refusesAFormatThatItDoesNotRead() {
    assertThat(traffic.accept(new TrafficWeights(3, 1, null)))
        .isEqualTo(new Rejected("formatVersion is 3, this sidecar reads 1 and 2"));
  }

  @Test
  void keepsTheOldWeightsWhenAnEndpointIsUnreadable() {
    assertThat(traffic.accept(weights(1, 10_000, "10.0.0.1"))).isInstanceOf(Rejected.class);
    assertThat(traffic.epoch()).isZero();
  }

  private static @Nullable String noHeader(String name) {
    return null;
  }

  private List<String> attempts() {
    return ((ToCandidate) traffic.assign(TrafficTest::noHeader))
        .attempts().stream().map(Endpoint::toString).toList();
  }

  private static TrafficWeights weights(long epoch, int basisPoints, String... endpoints) {
    return new TrafficWeights(
        1, epoch, new TrafficWeights.Candidate("bbbbbbbb", basisPoints, List.of(endpoints)));
  }
}
