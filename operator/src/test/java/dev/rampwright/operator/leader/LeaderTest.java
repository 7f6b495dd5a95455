package dev.rampwright.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaderTest {
  private static final Instant RENEWED = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicInteger ended = new AtomicInteger();
  private final Leadership leadership = new Leadership("me", ended::incrementAndGet);

  @Test
  void losingTheLeaseEndsTheProcess() {
    leadership.acquired();
    assertThat(leadership.leading()).isTrue();
    leadership.lost();
    assertThat(ended).hasValue(1);
  }

  @Test
  void givingTheLeaseBackAtShutdownDoesNot() {
    leadership.acquired();
    assertThat(leadership.shutDown()).isTrue();
    leadership.lost();
    assertThat(ended).hasValue(0);
    assertThat(leadership.leading()).isFalse();
  }

  @Test
  void aProcessThatShutsDownNoLongerAcquires() {
    assertThat(leadership.shutDown()).isFalse();
    leadership.acquired();
    assertThat(leadership.leading()).isFalse();
  }

  @Test
  void aRenewedLeaseHolds() {
    assertThat(problem(lease("me"), RENEWED.plusSeconds(10))).isEmpty();
  }

  @Test
  void anExpiredLeaseDoesNot() {
    assertThat(problem(lease("me"), RENEWED.plusSeconds(11)))
        .contains("the lease ended at 2026-01-01T00:00:10Z");
  }

  @Test
  void anothersLeaseOrNoneIsAProblem() {
    assertThat(problem(lease("you"), RENEWED)).contains("the lease is held by 'you'");
    assertThat(problem(Optional.empty(), RENEWED)).contains("the lease is gone");
  }

  @Test
  void aKilledLeaderIsReplacedWithinFifteenSeconds() {
    double longestRetry = LeaseTimes.RETRY.toMillis() * 2.2;
    assertThat(LeaseTimes.DURATION.toMillis() + longestRetry).isLessThan(15_000);
    assertThat(LeaseTimes.RENEW_DEADLINE).isLessThan(LeaseTimes.DURATION);
  }

  private static Optional<String> problem(Optional<Lease> lease, Instant now) {
    return LeaseExpiry.problem("me", lease, now);
  }

  private static Optional<Lease> lease(String holder) {
    return Optional.of(
        new LeaseBuilder()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds(10)
            .withRenewTime(RENEWED.atZone(ZoneOffset.UTC))
            .endSpec()
            .build());
  }
}
