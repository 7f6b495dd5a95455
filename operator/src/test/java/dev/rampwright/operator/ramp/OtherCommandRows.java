package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.draining;
import static dev.rampwright.operator.ramp.Fixtures.idle;
import static dev.rampwright.operator.ramp.Fixtures.promoting;
import static dev.rampwright.operator.ramp.Fixtures.rolledBack;
import static dev.rampwright.operator.ramp.Fixtures.rollingBack;
import static dev.rampwright.operator.ramp.Fixtures.starting;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.util.List;
import java.util.stream.Stream;

/** Rows of commands where no step is in force. */
final class OtherCommandRows {
  private static final String ABORTED = "aborted by command abort/bbbbbbbb/t1";

  private OtherCommandRows() {}

  static Stream<Row> rows() {
    return Stream.of(latched(), late(), pointless()).flatMap(List::stream);
  }

  private static List<Row> latched() {
    return List.of(
        row(
                "retry of the failed hash, from the beginning",
                rolledBack(),
                look().command(Verb.RETRY).seconds(7),
                Preparing.of(
                    new Attempt("bbbbbbbb-1767225607", A_TO_B.stable(), A_TO_B.candidate(), 2),
                    EPOCH,
                    afterSeconds(7)),
                RampReason.PREPARING)
            .done(),
        row(
                "retry of another hash",
                rolledBack(),
                look().command(Verb.RETRY, C),
                rolledBack(),
                null)
            .ignored(),
        row(
                "retry without pods",
                rolledBack(),
                look().replicas(0).command(Verb.RETRY),
                rolledBack(),
                null)
            .ignored(),
        row(
                "promote of the failed hash",
                rolledBack(),
                look().command(Verb.PROMOTE),
                rolledBack(),
                null)
            .ignored());
  }

  private static List<Row> late() {
    RollingBack back = rollingBack(RampReason.GATE_FAILED);
    Look busy = look().inFlightCandidate(1);
    return List.of(
        row("retry waits for the end of the rollback", back, busy.command(Verb.RETRY), back, null),
        row(
                "abort of what is being rolled back",
                back,
                look().inFlightCandidate(1).command(Verb.ABORT),
                back,
                null)
            .ignored(),
        row(
                "abort while the entry moves",
                promoting(),
                look().command(Verb.ABORT),
                end(EPOCH + 1, RampReason.ABORTED, ABORTED, 0),
                RampReason.ABORTED)
            .done(),
        row(
                "abort while the old pods drain",
                draining(),
                look().command(Verb.ABORT),
                end(EPOCH + 1, RampReason.ABORTED, ABORTED, 0),
                RampReason.ABORTED)
            .done(),
        row(
                "pause while the entry moves",
                promoting(),
                look().command(Verb.PAUSE),
                promoting(),
                null)
            .ignored(),
        row(
                "promote while the old pods drain",
                draining(),
                look().command(Verb.PROMOTE),
                draining(),
                null)
            .ignored());
  }

  private static List<Row> pointless() {
    return List.of(
        row("nothing is tried", idle(), look().desired(A).command(Verb.PROMOTE), idle(), null)
            .ignored(),
        row(
                "the first revision cannot be steered",
                starting(),
                look().desired(A).candidateReady(0).command(Verb.ABORT, A),
                starting(),
                null)
            .ignored());
  }
}
