package dev.rampwright.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.http.Outcome;
import dev.rampwright.sidecar.http.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTallyTest {
  private static final long SECOND = 1_000_000_000L;

  private int told;
  private long now;
  private final ServiceTally tally =
      new ServiceTally(
          new ExchangeEvents() {
            @Override
            public void firstByte(Role role, Duration sinceArrival) {
              told++;
            }

            @Override
            public void ended(FinishedRequest request) {
              told++;
            }
          },
          () -> now);

  @Test
  void remembersTheBusiestTenSeconds() {
    answer(30);
    now = 9 * SECOND;
    answer(20);
    now = 10 * SECOND;
    answer(40);
    now = 60 * SECOND;
    answer(1);

    assertThat(tally.peakPerSecond()).isEqualTo(5.0);
    assertThat(told).isEqualTo(91);
  }

  @Test
  void countsWhatThisPodGaveAndNothingElse() {
    tally.ended(Requests.of(Role.LOCAL, new Outcome.Replayed(200)));
    tally.ended(Requests.of(Role.HOP, new Outcome.Answered(200)));
    tally.ended(Requests.of(Role.CANDIDATE, new Outcome.Answered(200)));
    tally.ended(Requests.of(Role.LOCAL, new Outcome.Failed(500, ErrorClass.SERVER_ERROR)));
    tally.ended(Requests.of(Role.LOCAL, new Outcome.Shed()));

    assertThat(tally.peakPerSecond()).isEqualTo(0.2);
    assertThat(tally.shed()).isEqualTo(1);
  }

  @Test
  void leavesACandidatesTimesToItsOwnSidecar() {
    tally.firstByte(Role.CANDIDATE, Duration.ofMillis(1));
    assertThat(tally.firstBytes()).isNull();

    tally.firstByte(Role.LOCAL, Duration.ofMillis(1));
    assertThat(tally.firstBytes()).isNotNull();
    assertThat(told).isEqualTo(2);
  }

  private void answer(int times) {
    for (int i = 0; i < times; i++) {
      tally.ended(Requests.of(Role.LOCAL, new Outcome.Answered(200)));
    }
  }
}
