package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.after;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.interrupted;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Fixtures.unacknowledged;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.FAILED;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;
import static dev.rampwright.operator.ramp.TransitionTable.superseded;
import static dev.rampwright.operator.ramp.TransitionTable.zero;

import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Rows of the states with a step: Ramping and Interrupted. */
final class StepRows {
  private static final Duration GRACE = Duration.ofMinutes(2);

  private StepRows() {}

  static Stream<Row> rows() {
    return Stream.of(ramp(), gates(), trouble()).flatMap(List::stream);
  }

  private static List<Row> ramp() {
    return List.of(
        row(
            "the hold does not start before every entry pod splits",
            unacknowledged(0),
            look().acknowledged(1).requests(100, 0).seconds(60),
            unacknowledged(0),
            null),
        row(
            "an acknowledgement of an older epoch does not count",
            unacknowledged(0),
            look().epoch(EPOCH - 1).requests(100, 0).seconds(60),
            unacknowledged(0),
            null),
        row(
            "the hold starts with the last acknowledgement",
            unacknowledged(0),
            look().seconds(3),
            new Ramping(A_TO_B, EPOCH, 0, T0, afterSeconds(3), 0, null),
            null),
        row(
            "holds although the gate would pass",
            ramping(0),
            look().requests(100, 0).seconds(9),
            ramping(0),
            null),
        row(
            "the next step follows hold and Pass",
            ramping(0),
            look().requests(60, 0).seconds(10),
            new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(10), null, 0, null),
            RampReason.STEP_PASSED),
        row(
            "the step of weight 100 has a hold and a gate, too",
            ramping(2),
            look().requests(59, 0).seconds(20),
            ramping(2),
            null),
        row(
            "the last step's Pass promotes",
            ramping(2),
            look().requests(60, 0).seconds(20),
            new Promoting(A_TO_B, EPOCH, afterSeconds(20)),
            RampReason.PROMOTING),
        row(
            "does not go on while a new entry pod does not split yet",
            ramping(0),
            look().acknowledged(1).requests(100, 0).seconds(20),
            ramping(0),
            null),
        row(
            "the spec returns to stable",
            ramping(1),
            look().desired(A).seconds(1),
            end(EPOCH + 1, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 1),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            ramping(1),
            look().desired(C),
            superseded(EPOCH + 1),
            RampReason.SUPERSEDED),
        row(
            "replicas 0",
            ramping(1),
            look().replicas(0).candidateReady(0),
            zero(EPOCH + 1),
            RampReason.SCALED_TO_ZERO));
  }

  private static List<Row> gates() {
    String evidence = "gate errors: %s requests failed (%s%%), limit 5.00%%, bounds %s";
    String at = "at 10% (step 1 of 3): ";
    return List.of(
        row(
            "too few requests hold",
            ramping(0),
            look().requests(59, 0).seconds(299),
            ramping(0),
            null),
        row(
            "requests of another epoch do not count",
            ramping(0),
            look().epoch(EPOCH + 1).requests(100, 90).seconds(11),
            ramping(0),
            null),
        row(
            "an undecided rate holds",
            ramping(0),
            look().requests(100, 5).seconds(299),
            ramping(0),
            null),
        row(
            "one failed request fails nothing",
            ramping(0),
            look().requests(1, 1).seconds(1),
            ramping(0),
            null),
        row(
            "a Fail rolls back before hold, acknowledgements and minRequests",
            unacknowledged(0),
            look().acknowledged(0).requests(20, 8).seconds(1),
            end(
                EPOCH + 1,
                RampReason.GATE_FAILED,
                at + evidence.formatted("8 of 20", "40.00", "8.98% to 70.47%"),
                1),
            RampReason.GATE_FAILED),
        row(
            "no requests until maxHold roll back",
            ramping(0),
            look().requests(0, 0).seconds(300),
            end(
                EPOCH + 1,
                RampReason.HOLD_EXCEEDED,
                at
                    + "not passed within 5m; "
                    + evidence.formatted("0 of 0", "0.00", "0.00% to 100.00%"),
                300),
            RampReason.HOLD_EXCEEDED),
        row(
            "acknowledgements missing until maxHold roll back",
            unacknowledged(0),
            look().acknowledged(1).seconds(300),
            end(
                EPOCH + 1,
                RampReason.HOLD_EXCEEDED,
                at
                    + "not passed within 5m; 1 of 2 entry pods split so; "
                    + evidence.formatted("0 of 0", "0.00", "0.00% to 100.00%"),
                300),
            RampReason.HOLD_EXCEEDED),
        row(
            "a Pass at maxHold passes",
            ramping(0),
            look().requests(60, 0).seconds(300),
            new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(300), null, 0, null),
            RampReason.STEP_PASSED));
  }

  private static List<Row> trouble() {
    Ramping orphan = new Ramping(A_TO_B, EPOCH, 0, T0, T0, 0, T0);
    Interrupted old = new Interrupted(A_TO_B, EPOCH, 1, T0, 0, afterSeconds(299), null);
    return List.of(
        row(
            "the candidate's last ready pod is gone",
            ramping(1),
            look().candidateReady(0).seconds(4),
            new Interrupted(A_TO_B, EPOCH + 1, 1, T0, 0, afterSeconds(4), null),
            RampReason.INTERRUPTED),
        row(
            "a container that cannot heal",
            ramping(1),
            look().candidateFailed(),
            end(EPOCH + 1, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row("waits", interrupted(), look().candidateReady(0).seconds(119), interrupted(), null),
        row(
            "the step's hold begins anew when a pod is back",
            interrupted(),
            look().candidateReady(1).seconds(30),
            new Ramping(A_TO_B, EPOCH + 1, 1, T0, null, 0, null),
            RampReason.RECOVERED),
        row(
            "no pod is back within the grace",
            interrupted(),
            look().candidateReady(0).after(GRACE),
            end(
                EPOCH,
                RampReason.CANDIDATE_UNREADY,
                "revision bbbbbbbb had no ready pod for 2m",
                120),
            RampReason.CANDIDATE_UNREADY),
        row(
            "a pod that comes and goes cannot outlast maxHold",
            old,
            look().candidateReady(1).seconds(300),
            end(
                EPOCH,
                RampReason.HOLD_EXCEEDED,
                "the step was interrupted and not passed within 5m",
                300),
            RampReason.HOLD_EXCEEDED),
        row(
            "a container that cannot heal",
            interrupted(),
            look().candidateFailed(),
            end(EPOCH, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the spec returns to stable",
            interrupted(),
            look().desired(A).candidateReady(0),
            end(EPOCH, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            interrupted(),
            look().desired(C).candidateReady(0),
            superseded(EPOCH),
            RampReason.SUPERSEDED),
        row(
            "replicas 0",
            interrupted(),
            look().replicas(0).candidateReady(0),
            zero(EPOCH),
            RampReason.SCALED_TO_ZERO),
        row("stable has no ready pod", ramping(0), look().stableReady(0), orphan, null),
        row("stable is back", orphan, look(), ramping(0), null),
        row("stable stays away", orphan, look().stableReady(0).seconds(119), orphan, null),
        row(
            "stable stays away for the grace",
            orphan,
            look().stableReady(0).after(GRACE),
            new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
            RampReason.STABLE_UNAVAILABLE));
  }
}
