package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_C;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.after;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.idle;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.rolledBack;
import static dev.rampwright.operator.ramp.Fixtures.starting;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.FAILED;
import static dev.rampwright.operator.ramp.TransitionTable.cause;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;
import static dev.rampwright.operator.ramp.TransitionTable.superseded;
import static dev.rampwright.operator.ramp.TransitionTable.zero;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Rows of the states before the first share: Starting, Idle, RolledBack, Preparing. */
final class BeginningRows {
  private static final Duration DEADLINE = Duration.ofMinutes(30);
  private static final Duration GRACE = Duration.ofMinutes(2);

  private BeginningRows() {}

  static Stream<Row> rows() {
    return Stream.of(start(), settled(), prepare()).flatMap(List::stream);
  }

  private static List<Row> start() {
    Cause failed = cause(RampReason.CONTAINER_FAILED, FAILED);
    Cause late =
        cause(
            RampReason.STARTUP_DEADLINE_EXCEEDED,
            "no pod of revision aaaaaaaa was ready within 30m");
    Look first = look().desired(A).candidateReady(0).stableReady(0);
    return List.of(
        row("waits for its first pod", starting(), first, starting(), null),
        row(
            "is stable without a ramp once a pod is ready",
            starting(),
            look().desired(A).candidateReady(1).stableReady(0),
            new Idle(A, 1),
            RampReason.REVISION_READY),
        row(
            "takes a changed spec at once, as nothing serves",
            starting(),
            look().desired(B).candidateReady(0).seconds(5),
            Starting.of(B, afterSeconds(5)),
            RampReason.SUPERSEDED),
        row(
            "settles without pods at replicas 0",
            starting(),
            look().desired(B).replicas(0).candidateReady(0),
            new Idle(B, 1),
            RampReason.REVISION_ADOPTED),
        row(
            "stalls with the container's words, and is not rolled back",
            starting(),
            look().desired(A).candidateFailed(),
            new Starting(A, 1, T0, failed),
            RampReason.CONTAINER_FAILED),
        row(
            "tells a stall once",
            new Starting(A, 1, T0, failed),
            look().desired(A).candidateFailed(),
            new Starting(A, 1, T0, failed),
            null),
        row(
            "stalls past the deadline",
            starting(),
            look().desired(A).candidateReady(0).after(DEADLINE),
            new Starting(A, 1, T0, late),
            RampReason.STARTUP_DEADLINE_EXCEEDED),
        row(
            "heals by itself after a stall",
            new Starting(A, 1, T0, late),
            look().desired(A).candidateReady(1).after(DEADLINE.plusHours(1)),
            new Idle(A, 1),
            RampReason.REVISION_READY));
  }

  private static List<Row> settled() {
    return List.of(
        row("stays while the spec does", idle(), look().desired(A), idle(), null),
        row("stays at replicas 0", idle(), look().desired(A).replicas(0), idle(), null),
        row("prepares another revision", idle(), look(), preparing(), RampReason.PREPARING),
        row(
            "takes another revision without a ramp at replicas 0",
            idle(),
            look().replicas(0),
            new Idle(B, EPOCH),
            RampReason.REVISION_ADOPTED),
        row("keeps the failed hash out", rolledBack(), look(), rolledBack(), null),
        row(
            "keeps the failed hash out at replicas 0",
            rolledBack(),
            look().replicas(0),
            rolledBack(),
            null),
        row(
            "is over when the spec returns to stable",
            rolledBack(),
            look().desired(A),
            idle(),
            RampReason.RETURNED_TO_STABLE),
        row(
            "prepares a third revision",
            rolledBack(),
            look().desired(C),
            new Preparing(A_TO_C, EPOCH, T0, null, Clearance.USUAL),
            RampReason.PREPARING),
        row(
            "takes a third revision without a ramp at replicas 0",
            rolledBack(),
            look().desired(C).replicas(0),
            new Idle(C, EPOCH),
            RampReason.REVISION_ADOPTED));
  }

  private static List<Row> prepare() {
    Preparing lost = new Preparing(A_TO_B, EPOCH, T0, T0, Clearance.USUAL);
    return List.of(
        row("waits for its pod", preparing(), look().candidateReady(0), preparing(), null),
        row(
            "begins at step 0 when the pods are ready that its share needs",
            preparing(),
            look().seconds(9),
            new Ramping(A_TO_B, EPOCH + 1, 0, afterSeconds(9), null, 0, null),
            RampReason.RAMP_STARTED),
        row(
            "a container that cannot heal ends it before traffic",
            preparing(),
            look().candidateFailed(),
            end(EPOCH, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the startup deadline ends it",
            preparing(),
            look().candidateReady(0).after(DEADLINE),
            end(
                EPOCH,
                RampReason.STARTUP_DEADLINE_EXCEEDED,
                "0 of 1 pods of revision bbbbbbbb were ready within 30m",
                1800),
            RampReason.STARTUP_DEADLINE_EXCEEDED),
        row(
            "the spec returns to stable",
            preparing(),
            look().desired(A),
            end(EPOCH, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            preparing(),
            look().desired(C),
            superseded(EPOCH),
            RampReason.SUPERSEDED),
        row("replicas 0", preparing(), look().replicas(0), zero(EPOCH), RampReason.SCALED_TO_ZERO),
        row("stable has no ready pod", preparing(), look().stableReady(0), lost, null),
        row("stable is back", lost, look().candidateReady(0), preparing(), null),
        row("stable stays away", lost, look().stableReady(0).seconds(119), lost, null),
        row(
            "stable stays away for the grace",
            lost,
            look().stableReady(0).after(GRACE),
            new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
            RampReason.STABLE_UNAVAILABLE));
  }
}
