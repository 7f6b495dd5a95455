package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.interrupted;
import static dev.rampwright.operator.ramp.Fixtures.paused;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Fixtures.unacknowledged;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.util.List;
import java.util.stream.Stream;

/** Rows of commands at a step: Ramping, Paused, Interrupted. */
final class StepCommandRows {
  private static final Paused BY_COMMAND = paused(1, Pause.COMMAND);
  private static final String ABORTED = "aborted by command abort/bbbbbbbb/t1";

  private StepCommandRows() {}

  static Stream<Row> rows() {
    return Stream.of(pause(), resume(), promote(), full(), abort(), interruption())
        .flatMap(List::stream);
  }

  private static List<Row> pause() {
    return List.of(
        row("pause", ramping(1), look().command(Verb.PAUSE), BY_COMMAND, RampReason.PAUSED).done(),
        row("pause, already paused", BY_COMMAND, look().command(Verb.PAUSE), BY_COMMAND, null)
            .ignored(),
        row(
                "pause of another revision",
                ramping(1),
                look().command(Verb.PAUSE, C).seconds(1),
                ramping(1),
                null)
            .ignored());
  }

  private static List<Row> resume() {
    Paused bySpec = paused(1, Pause.SPEC);
    return List.of(
        row(
                "resume: hold and maxHold go on where they stood",
                BY_COMMAND,
                look().command(Verb.RESUME).seconds(1000),
                new Ramping(A_TO_B, EPOCH, 1, afterSeconds(1000), afterSeconds(1000), 0, null),
                RampReason.RESUMED)
            .done(),
        row(
                "resume after an exceeded maxHold, which begins anew",
                new Paused(ramping(1), Pause.HOLD_EXCEEDED, afterSeconds(300)),
                look().command(Verb.RESUME).seconds(1000),
                new Ramping(A_TO_B, EPOCH, 1, afterSeconds(1000), T0, 0, null),
                RampReason.RESUMED)
            .done(),
        row("resume, not paused", ramping(1), look().command(Verb.RESUME), ramping(1), null)
            .ignored(),
        row("resume against the spec", bySpec, look().paused().command(Verb.RESUME), bySpec, null)
            .ignored());
  }

  private static List<Row> promote() {
    Ramping next = new Ramping(A_TO_B, EPOCH + 1, 2, T0, null, 0, null);
    return List.of(
        row(
                "promote passes the step now",
                unacknowledged(1),
                look().acknowledged(0).command(Verb.PROMOTE),
                next,
                RampReason.STEP_PASSED)
            .done(),
        row(
                "promote at the last step",
                ramping(2),
                look().command(Verb.PROMOTE),
                new Promoting(A_TO_B, EPOCH, T0),
                RampReason.PROMOTING)
            .done(),
        row(
                "promote of a paused step",
                BY_COMMAND,
                look().command(Verb.PROMOTE),
                next,
                RampReason.STEP_PASSED)
            .done(),
        row(
                "promote of a step that the spec pauses",
                paused(1, Pause.SPEC),
                look().paused().command(Verb.PROMOTE),
                next,
                RampReason.STEP_PASSED)
            .done(),
        row(
            "promote does not outrun a Fail",
            ramping(1),
            look().requests(20, 8).command(Verb.PROMOTE),
            end(
                EPOCH + 1,
                RampReason.GATE_FAILED,
                "at 50% (step 2 of 3): gate errors: 8 of 20 requests failed (40.00%), limit 5.00%,"
                    + " bounds 8.98% to 70.47%",
                0),
            RampReason.GATE_FAILED));
  }

  private static List<Row> full() {
    Promoting promoting = new Promoting(A_TO_B, EPOCH + 1, T0);
    return List.of(
        row(
                "promote-full",
                ramping(0),
                look().command(Verb.PROMOTE_FULL),
                promoting,
                RampReason.PROMOTING)
            .done(),
        row(
                "promote-full of a paused step",
                BY_COMMAND,
                look().command(Verb.PROMOTE_FULL),
                promoting,
                RampReason.PROMOTING)
            .done(),
        row(
                "promote-full without pods that could carry it brings them",
                ramping(0),
                look().candidateReady(1).command(Verb.PROMOTE_FULL),
                ramping(0).straight(Fixtures.PLAN, 50, Fixtures.T0),
                RampReason.STEP_PASSED)
            .done());
  }

  private static List<Row> abort() {
    return List.of(
        row(
                "abort",
                ramping(1),
                look().command(Verb.ABORT),
                end(EPOCH + 1, RampReason.ABORTED, ABORTED, 0),
                RampReason.ABORTED)
            .done(),
        row(
                "abort of a paused step",
                BY_COMMAND,
                look().command(Verb.ABORT),
                end(EPOCH + 1, RampReason.ABORTED, ABORTED, 0),
                RampReason.ABORTED)
            .done(),
        row(
                "abort without a ready pod",
                interrupted(),
                look().candidateReady(0).command(Verb.ABORT),
                end(EPOCH, RampReason.ABORTED, ABORTED, 0),
                RampReason.ABORTED)
            .done());
  }

  private static List<Row> interruption() {
    Interrupted kept = interrupted().keptBy(Pause.COMMAND);
    Look away = look().candidateReady(0);
    return List.of(
        row("pause", interrupted(), away.command(Verb.PAUSE), kept, RampReason.PAUSED).done(),
        row("pause, already paused", kept, look().candidateReady(0).command(Verb.PAUSE), kept, null)
            .ignored(),
        row(
                "resume",
                kept,
                look().candidateReady(0).command(Verb.RESUME),
                interrupted(),
                RampReason.RESUMED)
            .done(),
        row(
                "resume, not paused",
                interrupted(),
                look().candidateReady(0).command(Verb.RESUME),
                interrupted(),
                null)
            .ignored(),
        row(
                "promote without a ready pod",
                interrupted(),
                look().candidateReady(0).command(Verb.PROMOTE),
                interrupted(),
                null)
            .ignored());
  }
}
