package dev.rampwright.e2e.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final Instant T = Instant.parse("2026-11-25T12:00:00Z");
  private static final String STABLE = "aaaaaaaa";
  private static final String CANDIDATE = "bbbbbbbb";
  private static final int LED_THERE = 4001;
  private static final int ELSEWHERE = 4002;

  private static final Kill STABLE_POD =
      new Kill("stable", at(10), at(11), STABLE, Set.of(LED_THERE), 3, at(13));
  private static final Kill CANDIDATE_PODS =
      new Kill("candidate", at(10), at(11), CANDIDATE, Set.of(), 3, at(11));

  private static Instant at(int second) {
    return T.plusSeconds(second);
  }

  private static Sent failed(
      int begun,
      int ended,
      int port,
      @Nullable Integer connected,
      int status,
      @Nullable String by) {
    return new Sent(
        1,
        at(begun),
        at(ended),
        port,
        connected == null ? null : at(connected),
        status,
        by,
        false,
        "broken");
  }

  private static FailureClass of(Sent sent, Kill... kills) {
    return new Classifier(Set.of(CANDIDATE), List.of(kills)).of(sent).orElseThrow();
  }

  @Test
  void whatTheCandidateSignedIsItsOwn() {
    assertThat(of(failed(1, 2, ELSEWHERE, 0, 500, CANDIDATE)))
        .isEqualTo(FailureClass.ANSWERED_BADLY_BY_CANDIDATE);
  }

  @Test
  void whatNothingExplainsIsOther() {
    assertThat(of(failed(1, 2, ELSEWHERE, 0, 502, STABLE), STABLE_POD, CANDIDATE_PODS))
        .isEqualTo(FailureClass.OTHER);
    assertThat(of(failed(1, 2, 0, null, 0, null), STABLE_POD)).isEqualTo(FailureClass.OTHER);
  }

  @Test
  void aShedRequestIsShed() {
    assertThat(of(failed(1, 2, ELSEWHERE, 0, 429, STABLE))).isEqualTo(FailureClass.SHED);
  }

  @Test
  void whatWasOpenOnTheKilledPodWentWithIt() {
    assertThat(of(failed(9, 12, LED_THERE, 3, 0, null), STABLE_POD))
        .isEqualTo(FailureClass.ON_KILLED_PROCESS);
  }

  @Test
  void aPooledConnectionToTheKilledPodWentWithItToo() {
    assertThat(of(failed(12, 12, LED_THERE, 3, 0, null), STABLE_POD))
        .isEqualTo(FailureClass.ON_KILLED_PROCESS);
  }

  @Test
  void anotherPodsConnectionDidNot() {
    assertThat(of(failed(9, 12, ELSEWHERE, 3, 0, null), STABLE_POD)).isEqualTo(FailureClass.OTHER);
  }

  @Test
  void aPortUsedAgainAfterwardsDidNot() {
    assertThat(of(failed(20, 21, LED_THERE, 20, 502, STABLE), STABLE_POD))
        .isEqualTo(FailureClass.OTHER);
  }

  @Test
  void whatHadEndedBeforeTheKillDidNot() {
    assertThat(of(failed(8, 9, LED_THERE, 3, 0, null), STABLE_POD)).isEqualTo(FailureClass.OTHER);
  }

  @Test
  void aNewConnectionIsTurnedAwayOnlyUntilKubernetesLeadsAroundThePod() {
    assertThat(of(failed(12, 12, 0, null, 0, null), STABLE_POD))
        .isEqualTo(FailureClass.TOWARDS_KILLED_PROCESS);
    assertThat(of(failed(14, 14, 0, null, 0, null), STABLE_POD)).isEqualTo(FailureClass.OTHER);
    assertThat(of(failed(12, 12, ELSEWHERE, 12, 502, STABLE), STABLE_POD))
        .as("somebody answered, so it was not turned away")
        .isEqualTo(FailureClass.OTHER);
  }

  @Test
  void aStreamThatTheKilledCandidateHadBegunWentWithIt() {
    assertThat(of(failed(9, 11, ELSEWHERE, 3, 200, CANDIDATE), CANDIDATE_PODS))
        .isEqualTo(FailureClass.ON_KILLED_PROCESS);
    assertThat(of(failed(9, 30, ELSEWHERE, 3, 504, STABLE), CANDIDATE_PODS))
        .as("the stable pod waited for it in vain")
        .isEqualTo(FailureClass.ON_KILLED_PROCESS);
  }

  @Test
  void whatWasSentAfterwardsIsNotTheKillsFault() {
    assertThat(of(failed(12, 30, ELSEWHERE, 3, 504, STABLE), CANDIDATE_PODS))
        .isEqualTo(FailureClass.OTHER);
    assertThat(of(failed(9, 12, ELSEWHERE, 3, 502, STABLE), CANDIDATE_PODS))
        .as("stable answered for itself")
        .isEqualTo(FailureClass.OTHER);
  }

  @Test
  void allClassesAreCounted() {
    Sent good = new Sent(1, T, T, 1, T, 200, STABLE, true, "");
    Classifier classifier = new Classifier(Set.of(CANDIDATE), List.of());
    assertThat(classifier.count(List.of(good, failed(1, 2, 1, 0, 429, STABLE))))
        .hasSize(FailureClass.values().length)
        .containsEntry(FailureClass.SHED, 1L)
        .containsEntry(FailureClass.OTHER, 0L);
  }
}
