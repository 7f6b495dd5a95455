package dev.rampwright.operator.inferenceservice.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodFailuresTest {
  private static final Instant SCHEDULED = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aPodThatLoadsHasNotFailed() {
    assertThat(failure("- {name: engine, restartCount: 0, state: {running: {}}}")).isEmpty();
    assertThat(
            failure(
                "- {name: engine, restartCount: 0, state: {waiting: {reason: PodInitializing}}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true", "5, true"})
  void aThirdExitIsTerminal(int restarts, boolean terminal) {
    Failure failure =
        failure(
                """
                - name: engine
                  restartCount: %d
                  state: {waiting: {reason: CrashLoopBackOff}}
                  lastState:
                    terminated:
                      {exitCode: 1, reason: Error, message: "no such model\\n",
                       finishedAt: "2026-01-01T00:00:09Z"}
                """
                    .formatted(restarts))
            .orElseThrow();

    assertThat(failure.terminal()).isEqualTo(terminal);
    assertThat(failure.container()).isEqualTo("engine");
    assertThat(failure.message()).isEqualTo("no such model");
    assertThat(failure.exitCode()).contains(1);
    assertThat(failure.time()).contains("2026-01-01T00:00:09Z");
  }

  @Test
  void aRunThatFollowsThreeExitsDoesNotUndoThem() {
    Failure failure =
        failure(
                """
                - name: engine
                  restartCount: 3
                  ready: true
                  state: {running: {}}
                  lastState: {terminated: {exitCode: 137, reason: OOMKilled}}
                """)
            .orElseThrow();

    assertThat(failure.terminal()).isTrue();
    assertThat(failure.reason()).isEqualTo("OOMKilled");
  }

  @Test
  void anExitWithZeroIsNoFailure() {
    assertThat(
            failure(
                """
                - name: engine
                  restartCount: 9
                  state: {running: {}}
                  lastState: {terminated: {exitCode: 0, reason: Completed}}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError"})
  void whatCannotHealIsTerminalAtOnce(String reason) {
    Failure failure = failure(waiting(reason)).orElseThrow();

    assertThat(failure.terminal()).isTrue();
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message()).isEqualTo("in its own words");
  }

  @ParameterizedTest
  @CsvSource({"ErrImagePull, 20, false", "ErrImagePull, 21, true", "ImagePullBackOff, 21, true"})
  void anImageMayFailToArriveForTwentySeconds(String reason, long seconds, boolean terminal) {
    Failure failure =
        PodFailures.of(pod(waiting(reason)), SCHEDULED.plusSeconds(seconds)).orElseThrow();

    assertThat(failure.terminal()).isEqualTo(terminal);
  }

  @Test
  void aPodThatFindsNoPlaceSaysWhyAndMayStillFindOne() {
    Pod pod = new Pod();
    pod.setStatus(
        Serialization.unmarshal(
            """
            conditions:
            - {type: PodScheduled, status: "False", reason: Unschedulable,
               message: 'persistentvolumeclaim "models" not found',
               lastTransitionTime: "2026-01-01T00:00:00Z"}
            """,
            PodStatus.class));

    Failure failure = PodFailures.of(pod, SCHEDULED).orElseThrow();

    assertThat(failure.container()).isEqualTo("pod");
    assertThat(failure.message()).isEqualTo("persistentvolumeclaim \"models\" not found");
    assertThat(failure.terminal()).isFalse();
  }

  @Test
  void theLastWordsAreKeptWhereThereAreTooMany() {
    Failure failure =
        failure(
                """
                - name: engine
                  restartCount: 0
                  state: {terminated: {exitCode: 1, message: "%s the end"}}
                """
                    .formatted("x".repeat(4000)))
            .orElseThrow();

    assertThat(failure.message()).hasSizeLessThan(1100).startsWith("...").endsWith("the end");
  }

  @Test
  void theTerminalFailureIsToldBeforeTheOthers() {
    Failure failure =
        failure(
                """
                - {name: one, restartCount: 1, state: {terminated: {exitCode: 1}}}
                - {name: two, restartCount: 0, state: {waiting: {reason: InvalidImageName}}}
                """)
            .orElseThrow();

    assertThat(failure.container()).isEqualTo("two");
  }

  private static String waiting(String reason) {
    return "- {name: engine, restartCount: 0, state: {waiting: {reason: %s, message: in its own words}}}"
        .formatted(reason);
  }

  private static Optional<Failure> failure(String containers) {
    return PodFailures.of(pod(containers), SCHEDULED.plusSeconds(60));
  }

  private static Pod pod(String containers) {
    Pod pod = new Pod();
    pod.setStatus(
        Serialization.unmarshal(
            """
            conditions:
            - {type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}
            containerStatuses:
            """
                + containers,
            PodStatus.class));
    return pod;
  }
}
