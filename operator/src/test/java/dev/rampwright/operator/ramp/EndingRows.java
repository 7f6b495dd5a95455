package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_C;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.draining;
import static dev.rampwright.operator.ramp.Fixtures.idle;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.promoting;
import static dev.rampwright.operator.ramp.Fixtures.rolledBack;
import static dev.rampwright.operator.ramp.Fixtures.rollingBack;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.FAILED;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;
import static dev.rampwright.operator.ramp.TransitionTable.superseded;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.util.List;
import java.util.stream.Stream;

/** Rows of the states after the steps: Promoting, Draining, RollingBack. */
final class EndingRows {
  private EndingRows() {}

  static Stream<Row> rows() {
    return Stream.of(promote(), drain(), back()).flatMap(List::stream);
  }

  private static List<Row> promote() {
    return List.of(
        row("waits for the endpoints", promoting(), look().endpoints(A, B), promoting(), null),
        row(
            "drains when the endpoints are the candidate's alone",
            promoting(),
            look().endpoints(B).seconds(2),
            new Draining(A_TO_B, EPOCH, afterSeconds(2)),
            RampReason.DRAINING),
        row(
            "the candidate's last ready pod is gone",
            promoting(),
            look().candidateReady(0).endpoints(),
            new Interrupted(A_TO_B, EPOCH + 1, 2, T0, 0, T0, null),
            RampReason.INTERRUPTED),
        row(
            "stays when no revision has a ready pod",
            promoting(),
            look().candidateReady(0).stableReady(0).endpoints(),
            promoting(),
            null),
        row(
            "a container that cannot heal",
            promoting(),
            look().candidateFailed(),
            end(EPOCH + 1, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the spec returns to stable",
            promoting(),
            look().desired(A),
            end(EPOCH + 1, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            promoting(),
            look().desired(C),
            superseded(EPOCH + 1),
            RampReason.SUPERSEDED),
        row(
            "replicas 0 completes it",
            promoting(),
            look().replicas(0).candidateReady(0),
            new Idle(B, EPOCH + 1),
            RampReason.PROMOTED));
  }

  private static List<Row> drain() {
    return List.of(
        row("waits for the delay", draining(), look().endpoints(B).seconds(59), draining(), null),
        row(
            "waits for the old pods' requests",
            draining(),
            look().endpoints(B).inFlightStable(1).seconds(60),
            draining(),
            null),
        row(
            "is over when they have ended",
            draining(),
            look().endpoints(B).seconds(60),
            new Idle(B, EPOCH + 1),
            RampReason.PROMOTED),
        row(
            "does not wait for them for ever",
            draining(),
            look().endpoints(B).inFlightStable(1).seconds(660),
            new Idle(B, EPOCH + 1),
            RampReason.PROMOTED),
        row(
            "keeps the old pods while the new ones cannot replace them",
            draining(),
            look().endpoints(B).candidateReady(1).seconds(660),
            draining(),
            null),
        row(
            "the candidate's last ready pod is gone",
            draining(),
            look().candidateReady(0).endpoints(),
            new Interrupted(A_TO_B, EPOCH + 1, 2, T0, 0, T0, null),
            RampReason.INTERRUPTED),
        row(
            "a container that cannot heal",
            draining(),
            look().candidateFailed(),
            end(EPOCH + 1, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the spec returns to the old revision",
            draining(),
            look().desired(A),
            end(EPOCH + 1, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row("a third revision waits", draining(), look().desired(C), draining(), null),
        row(
            "a third revision does not wait for pods that do not come",
            draining(),
            look().desired(C).candidateReady(1),
            superseded(EPOCH + 1),
            RampReason.SUPERSEDED),
        row(
            "replicas 0 completes it",
            draining(),
            look().replicas(0).candidateReady(0),
            new Idle(B, EPOCH + 1),
            RampReason.PROMOTED));
  }

  private static List<Row> back() {
    RollingBack failed = rollingBack(RampReason.GATE_FAILED);
    RollingBack cancelled = rollingBack(RampReason.SUPERSEDED);
    RollingBack zero = rollingBack(RampReason.SCALED_TO_ZERO);
    return List.of(
        row("waits for acknowledgements", failed, look().acknowledged(1), failed, null),
        row(
            "waits for the candidate's requests",
            failed,
            look().inFlightCandidate(1),
            failed,
            null),
        row("waits for the endpoints", failed, look().endpoints(A, B), failed, null),
        row("latches the failed hash", failed, look(), rolledBack(), RampReason.ROLLED_BACK),
        row(
            "does not wait for ever",
            failed,
            look().acknowledged(0).inFlightCandidate(1).seconds(600),
            new RolledBack(A_TO_B, EPOCH, afterSeconds(600), failed.cause()),
            RampReason.ROLLED_BACK),
        row(
            "settles when the spec asks for stable",
            failed,
            look().desired(A),
            idle(),
            RampReason.RETURNED_TO_STABLE),
        row(
            "ramps the third revision from step 0 against the same stable one",
            cancelled,
            look().desired(C),
            new Preparing(A_TO_C, EPOCH, T0, null, Clearance.USUAL),
            RampReason.PREPARING),
        row(
            "takes a third revision without a ramp at replicas 0",
            cancelled,
            look().desired(C).replicas(0).stableReady(0),
            new Idle(C, EPOCH),
            RampReason.REVISION_ADOPTED),
        row("waits at replicas 0", zero, look().replicas(0).stableReady(0), zero, null),
        row(
            "tries the candidate anew when pods are asked for again",
            zero,
            look(),
            preparing(),
            RampReason.PREPARING));
  }
}
