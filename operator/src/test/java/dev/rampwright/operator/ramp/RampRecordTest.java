package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RampRecordTest {
  static Stream<RampState> states() {
    Cause cause = new Cause(RampReason.CONTAINER_FAILED, "container engine failed");
    return Stream.of(
        Fixtures.starting(),
        new Starting(A, 1, T0, cause),
        Fixtures.idle(),
        Fixtures.preparing(),
        new Preparing(A_TO_B, 3, T0, afterSeconds(4), Clearance.USUAL),
        Fixtures.unacknowledged(0),
        Fixtures.ramping(2),
        new Ramping(A_TO_B, 9, 1, T0, afterSeconds(1), 3, afterSeconds(2)),
        new Ramping(A_TO_B, 9, 1, T0, afterSeconds(1), 0, null)
            .counted(new Passes(2, 600, afterSeconds(9))),
        Fixtures.unacknowledged(1).reaching(Fixtures.PLAN, 25, afterSeconds(3)),
        Fixtures.ramping(0).straight(Fixtures.PLAN, 50, T0),
        Fixtures.paused(1, Pause.SPEC).with(A_TO_B.grown(5)),
        new RollingBack(A_TO_B, 9, T0, cause, 40),
        new Interrupted(A_TO_B, 9, 1, T0, 2, afterSeconds(2), null),
        new Preparing(A_TO_B, 3, T0, null, Clearance.HELD),
        new Preparing(A_TO_B, 3, T0, null, Clearance.HELD, afterSeconds(5)),
        Fixtures.proving(),
        new Proving(A_TO_B, 3, T0, afterSeconds(4), Clearance.GIVEN),
        Fixtures.paused(1, Pause.SPEC),
        new Paused(
            new Ramping(A_TO_B, 9, 1, T0, afterSeconds(1), 3, afterSeconds(2)),
            Pause.HOLD_EXCEEDED,
            afterSeconds(3)),
        new Interrupted(A_TO_B, 9, 1, T0, 2, afterSeconds(2), Pause.COMMAND),
        Fixtures.promoting(),
        Fixtures.draining(),
        Fixtures.rollingBack(RampReason.SUPERSEDED),
        Fixtures.rolledBack());
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateSurvivesItsRecord(RampState state) {
    assertThat(RampRecord.of(state).toState()).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("states")
  void theRecordNamesTheState(RampState state) {
    assertThat(RampRecord.of(state).state()).isEqualTo(state.getClass().getSimpleName());
  }

  /** A record that cannot be read, and what the message must name. */
  record Corrupt(RampRecord record, String named) {}

  static Stream<Corrupt> corrupt() {
    return Stream.of(
        new Corrupt(record("Dancing", 1, A, B, "x", "0"), "state \"Dancing\" is unknown"),
        new Corrupt(record("Idle", 0, A, null, null, null), "epoch must be at least 1, is 0"),
        new Corrupt(record("Idle", 1, null, null, null, null), "stable is missing in state Idle"),
        new Corrupt(record("Preparing", 1, A, null, T0.toString(), null), "candidate is missing"),
        new Corrupt(record("Preparing", 1, A, A, T0.toString(), null), "both " + A),
        new Corrupt(record("Preparing", 1, A, B, null, null), "since is missing"),
        new Corrupt(record("Preparing", 1, A, B, "yesterday", null), "not an instant: \"yesterday"),
        new Corrupt(record("Ramping", 1, A, B, T0.toString(), null), "stepIndex is missing"),
        new Corrupt(record("RolledBack", 1, A, B, T0.toString(), null), "reason is missing"),
        new Corrupt(record("RolledBack", 1, A, B, T0.toString(), "Boredom"), "\"Boredom\""),
        new Corrupt(record("RolledBack", 1, A, B, T0.toString(), "Promoted"), "does not end"));
  }

  @ParameterizedTest
  @MethodSource("corrupt")
  void aCorruptRecordIsRefusedByName(Corrupt corrupt) {
    assertThatThrownBy(() -> corrupt.record().toState())
        .isInstanceOf(CorruptRampRecordException.class)
        .hasMessageContaining(corrupt.named())
        .hasMessageContaining("nothing is changed until it is repaired");
  }

  @Test
  void negativeCountsAreRefused() {
    RampRecord good = RampRecord.of(Fixtures.ramping(1));
    RampRecord bad =
        new RampRecord(
            good.state(),
            good.epoch(),
            good.id(),
            good.stable(),
            good.candidate(),
            good.since(),
            -1,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    assertThatThrownBy(bad::toState).hasMessageContaining("stepIndex must not be negative, is -1");
  }

  @Test
  void aRecordOfTheFirstReleaseIsReadAsNeitherPausedNorCleared() {
    RampRecord preparing = record("Preparing", 3, A, B, T0.toString(), null);

    assertThat(preparing.toState())
        .isEqualTo(new Preparing(new Attempt("id", A, B, 0), 3, T0, null, Clearance.USUAL));
  }

  @Test
  void aPauseOfAnUnknownKindIsRefused() {
    assertThatThrownBy(() -> Pause.parse("Siesta")).hasMessageContaining("pausedBy \"Siesta\"");
    assertThatThrownBy(() -> Clearance.parse("Perhaps"))
        .hasMessageContaining("clearance \"Perhaps\"");
  }

  @Test
  void everyReasonIsReadByItsWord() {
    assertThat(RampReason.values())
        .allSatisfy(reason -> assertThat(RampReason.parse(reason.word())).isEqualTo(reason));
  }

  private static RampRecord record(
      String state,
      long epoch,
      @Nullable String stable,
      @Nullable String candidate,
      @Nullable String since,
      @Nullable String reason) {
    return new RampRecord(
        state, epoch, "id", stable, candidate, since, null, null, null, null, null, reason, "why",
        null, null, null, null, null, null, null, null, null);
  }
}
