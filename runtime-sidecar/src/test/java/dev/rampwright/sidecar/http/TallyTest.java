package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.contracts.SidecarStats.Outcomes;
import dev.rampwright.sidecar.split.OutcomeCounters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final OutcomeCounters counters = new OutcomeCounters();
  private final Tally tally = new Tally(counters);

  @Test
  void countsAGoodAnswerOnce() {
    tally.start();
    tally.start();
    tally.settle(new Outcome.Answered(200));

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(1, 1, Map.of()));
  }

  @Test
  void countsNoReplayAndNoRefusal() {
    tally.settle(new Outcome.Replayed(200));
    tally.settle(new Outcome.Refused(413));

    assertThat(counters.snapshot()).isEqualTo(Outcomes.NONE);
  }

  @Test
  void countsAClientThatLeftAsStartedOnly() {
    tally.settle(new Outcome.ClientLeft(499));

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(1, 0, Map.of()));
  }

  @Test
  void countsAFailure() {
    tally.settle(new Outcome.Failed(200, ErrorClass.TRUNCATED));

    assertThat(counters.snapshot()).isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.TRUNCATED, 1L)));
  }

  @Test
  void keepsTheFirstFailureWhateverMadeItGood() {
    tally.attemptFailed(ErrorClass.STALE_EPOCH);
    tally.attemptFailed(ErrorClass.CONNECTION);
    tally.settle(new Outcome.Replayed(200));

    assertThat(counters.snapshot())
        .isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.STALE_EPOCH, 1L)));
  }
}
