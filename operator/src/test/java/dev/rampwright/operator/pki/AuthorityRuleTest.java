package dev.rampwright.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorityRuleTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final CertificateMaker maker = new CertificateMaker();
  private final CertificateAuthority old = maker.authority(BEGIN);
  private final Authority first = Authority.first(old);

  @Test
  void beginsWhereNothingIsStored() {
    assertThat(AuthorityRule.decide(Optional.empty(), BEGIN)).isEqualTo(AuthorityStep.BEGIN);
  }

  @Test
  void keepsForTwoThirdsOfItsYear() {
    assertThat(at(first, DAY.multipliedBy(243))).isEqualTo(AuthorityStep.KEEP);
    assertThat(at(first, DAY.multipliedBy(244))).isEqualTo(AuthorityStep.ANNOUNCE);
  }

  @Test
  void theNextOneSignsOnlyWhenEverybodyCanKnowIt() {
    Authority announced = announced(DAY.multipliedBy(244));

    assertThat(announced.believed()).hasSize(2).first().isEqualTo(old.certificate());
    assertThat(at(announced, DAY.multipliedBy(245).minusSeconds(1))).isEqualTo(AuthorityStep.KEEP);
    assertThat(at(announced, DAY.multipliedBy(245))).isEqualTo(AuthorityStep.SWITCH);
  }

  @Test
  void theOldOneIsBelievedLongerThanAnythingThatItSigned() {
    Authority switched = switched(DAY.multipliedBy(244));
    Duration lastSignature = DAY.multipliedBy(245);

    assertThat(switched.believed()).contains(old.certificate());
    assertThat(at(switched, lastSignature.plus(Lifetimes.LEAF))).isEqualTo(AuthorityStep.KEEP);
    assertThat(at(switched, lastSignature.plus(Lifetimes.LEAF).plusHours(2)))
        .isEqualTo(AuthorityStep.FORGET);
  }

  @Test
  void afterAWholeYearOfSilenceItBeginsAnew() {
    assertThat(at(first, Lifetimes.AUTHORITY)).isEqualTo(AuthorityStep.BEGIN);
  }

  @Test
  void aRenewalThatWasInterruptedIsContinuedBeforeAnythingIsSigned() {
    assertThat(at(announced(DAY.multipliedBy(244)), Lifetimes.AUTHORITY))
        .isEqualTo(AuthorityStep.SWITCH);
  }

  private Authority announced(Duration after) {
    return new Authority(old, Optional.of(maker.authority(BEGIN.plus(after))), Optional.empty());
  }

  private Authority switched(Duration announcedAfter) {
    return new Authority(
        maker.authority(BEGIN.plus(announcedAfter)),
        Optional.empty(),
        Optional.of(old.certificate()));
  }

  private static AuthorityStep at(Authority stored, Duration after) {
    return AuthorityRule.decide(Optional.of(stored), BEGIN.plus(after));
  }
}
