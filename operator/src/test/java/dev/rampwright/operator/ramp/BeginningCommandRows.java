package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.PROVEN;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.proving;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.util.List;
import java.util.stream.Stream;

/** Rows of commands before traffic. */
final class BeginningCommandRows {
  private static final Preparing HELD = new Preparing(A_TO_B, EPOCH, T0, null, Clearance.HELD);
  private static final Preparing GIVEN = new Preparing(A_TO_B, EPOCH, T0, null, Clearance.GIVEN);

  private BeginningCommandRows() {}

  static Stream<Row> rows() {
    return Stream.of(pause(), promote(), full(), others()).flatMap(List::stream);
  }

  private static Look loading() {
    return look().candidateReady(0);
  }

  private static List<Row> pause() {
    return List.of(
        row("pause", preparing(), loading().command(Verb.PAUSE), HELD, RampReason.PAUSED).done(),
        row(
                "pause while it is benchmarked",
                proving(),
                look().command(Verb.PAUSE),
                proving().cleared(Clearance.HELD),
                RampReason.PAUSED)
            .by(PROVEN)
            .done(),
        row("pause, already paused", HELD, look().command(Verb.PAUSE), HELD.held(T0), null)
            .ignored(),
        row(
                "pause, paused by the spec",
                preparing(),
                look().paused().command(Verb.PAUSE),
                preparing().held(T0),
                null)
            .ignored(),
        row("resume", HELD, look().command(Verb.RESUME), preparing().held(T0), RampReason.RESUMED)
            .done(),
        row("resume, not paused", preparing(), loading().command(Verb.RESUME), preparing(), null)
            .ignored(),
        row(
                "resume, paused by the spec",
                HELD,
                look().paused().command(Verb.RESUME),
                HELD.held(T0),
                null)
            .ignored());
  }

  private static List<Row> promote() {
    return List.of(
        row(
                "promote, which skips the benchmark, not the pods",
                preparing(),
                loading().command(Verb.PROMOTE),
                GIVEN,
                RampReason.CLEARED)
            .by(PROVEN)
            .done(),
        row(
                "promote while it is benchmarked",
                proving(),
                look().command(Verb.PROMOTE),
                proving().cleared(Clearance.GIVEN),
                RampReason.CLEARED)
            .by(PROVEN)
            .done(),
        row(
                "promote, which ends a pause",
                HELD,
                look().command(Verb.PROMOTE),
                GIVEN.held(T0),
                RampReason.CLEARED)
            .done(),
        row(
                "promote with nothing to skip",
                preparing(),
                loading().command(Verb.PROMOTE),
                preparing(),
                null)
            .ignored(),
        row("promote twice", GIVEN, loading().command(Verb.PROMOTE), GIVEN, null)
            .by(PROVEN)
            .ignored());
  }

  private static List<Row> full() {
    return List.of(
        row(
                "promote-full with ready pods",
                proving(),
                look().command(Verb.PROMOTE_FULL),
                new Promoting(A_TO_B, EPOCH + 1, T0),
                RampReason.PROMOTING)
            .by(PROVEN)
            .done(),
        row(
                "promote-full of a paused one",
                HELD,
                look().command(Verb.PROMOTE_FULL),
                new Promoting(A_TO_B, EPOCH + 1, T0),
                RampReason.PROMOTING)
            .done(),
        row(
                "promote-full without pods that could carry it",
                preparing(),
                loading().command(Verb.PROMOTE_FULL),
                preparing(),
                null)
            .ignored());
  }

  private static List<Row> others() {
    return List.of(
        row(
                "abort",
                preparing(),
                loading().command(Verb.ABORT),
                end(EPOCH, RampReason.ABORTED, "aborted by command abort/bbbbbbbb/t1", 0),
                RampReason.ABORTED)
            .done(),
        row(
                "abort while it is benchmarked",
                proving(),
                look().command(Verb.ABORT),
                end(EPOCH, RampReason.ABORTED, "aborted by command abort/bbbbbbbb/t1", 0),
                RampReason.ABORTED)
            .by(PROVEN)
            .done(),
        row(
                "retry, while it is tried",
                preparing(),
                loading().command(Verb.RETRY),
                preparing(),
                null)
            .ignored(),
        row(
                "a command for another revision",
                preparing(),
                loading().command(Verb.ABORT, C),
                preparing(),
                null)
            .ignored(),
        row(
            "a command waits while something else happens",
            preparing(),
            look().command(Verb.ABORT),
            new Ramping(A_TO_B, EPOCH + 1, 0, T0, null, 0, null),
            RampReason.RAMP_STARTED));
  }
}
