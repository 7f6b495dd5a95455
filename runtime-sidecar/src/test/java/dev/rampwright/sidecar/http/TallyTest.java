package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.sidecar.cache.policy.Lookup;
import dev.rampwright.sidecar.sample.Latencies;
import dev.rampwright.sidecar.split.OutcomeCounters;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {
  private static final Latencies TOOK =
      new Latencies(
          Optional.of(Duration.ofMillis(3)),
          Optional.of(Duration.ofMillis(1)),
          Duration.ofMillis(9));

  private final OutcomeCounters counters = new OutcomeCounters();
  private final Tally tally = new Tally(counters);

  @Test
  void countsAGoodAnswerWithItsLatencies() {
    tally.settle(new Outcome.Answered(200), TOOK);

    assertThat(counters.snapshot().finished()).isEqualTo(1);
    assertThat(counters.snapshot().errors()).isEmpty();
    assertThat(samples().ttft()).isNotNull();
    assertThat(samples().itl()).isNotNull();
    assertThat(samples().e2e()).isNotNull();
  }

  @Test
  void takesNoLatencyOfWhatTheClientDidWrong() {
    tally.settle(new Outcome.Answered(400), TOOK);

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(0, 1, Map.of(), Samples.NONE));
  }

  @Test
  void countsNoReplayNoRefusalAndNoClientThatLeft() {
    tally.settle(new Outcome.Replayed(200), TOOK);
    tally.settle(new Outcome.Refused(413), TOOK);
    tally.settle(new Outcome.ClientLeft(499), TOOK);

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(0, 0, Map.of(), Samples.NONE));
  }

  @ParameterizedTest
  @EnumSource(ErrorClass.class)
  void countsAFailureOnceWithoutLatency(ErrorClass error) {
    tally.settle(new Outcome.Failed(200, error), TOOK);

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(0, 1, Map.of(error, 1L), Samples.NONE));
  }

  @Test
  void keepsTheFirstFailureWhateverMadeItGood() {
    tally.attemptFailed(ErrorClass.STALE_EPOCH);
    tally.attemptFailed(ErrorClass.CONNECTION);
    tally.leftToOthers();
    tally.lookedUp(Lookup.MISS);
    tally.settle(new Outcome.Answered(200), TOOK);

    assertThat(counters.snapshot())
        .isEqualTo(new Outcomes(0, 1, Map.of(ErrorClass.STALE_EPOCH, 1L), Samples.NONE));
  }

  @Test
  void countsNothingOfWhatWasShed() {
    tally.settle(new Outcome.Shed(), TOOK);
    tally.leftToOthers();
    tally.lookedUp(Lookup.MISS);
    tally.settle(new Outcome.Answered(200), TOOK);

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(0, 0, Map.of(), Samples.NONE));
  }

  @Test
  void countsLookups() {
    tally.lookedUp(Lookup.HIT);
    new Tally(counters).lookedUp(Lookup.MISS);
    new Tally(counters).lookedUp(Lookup.MISS);
    new Tally(counters).lookedUp(Lookup.NONE);

    assertThat(samples()).isEqualTo(new Samples(null, null, null, 1, 2));
  }

  private Samples samples() {
    return Objects.requireNonNull(counters.snapshot().samples());
  }
}
