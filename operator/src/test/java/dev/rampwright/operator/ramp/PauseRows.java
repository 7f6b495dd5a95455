package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.PATIENT;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.after;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.paused;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.FAILED;
import static dev.rampwright.operator.ramp.TransitionTable.end;
import static dev.rampwright.operator.ramp.TransitionTable.row;
import static dev.rampwright.operator.ramp.TransitionTable.superseded;
import static dev.rampwright.operator.ramp.TransitionTable.zero;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Rows of {@link Paused}, and of how a ramp gets there without a command. */
final class PauseRows {
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Paused BY_SPEC = paused(1, Pause.SPEC);
  private static final Paused BY_COMMAND = paused(1, Pause.COMMAND);
  private static final Paused BY_HOLD = paused(1, Pause.HOLD_EXCEEDED);

  private PauseRows() {}

  static Stream<Row> rows() {
    return Stream.of(into(), on(), ends(), trouble(), interrupted()).flatMap(List::stream);
  }

  private static List<Row> into() {
    return List.of(
        row(
            "the spec pauses",
            ramping(1),
            look().paused().seconds(4),
            new Paused(ramping(1), Pause.SPEC, afterSeconds(4)),
            RampReason.PAUSED),
        row(
            "a step that would pass stays when the spec pauses",
            ramping(1),
            look().paused().requests(100, 0).seconds(60),
            new Paused(ramping(1), Pause.SPEC, afterSeconds(60)),
            RampReason.PAUSED),
        row(
                "maxHold passed, and the plan leaves it to a person",
                ramping(1),
                look().seconds(300),
                new Paused(ramping(1), Pause.HOLD_EXCEEDED, afterSeconds(300)),
                RampReason.HOLD_EXCEEDED)
            .by(PATIENT));
  }

  private static List<Row> on() {
    return List.of(
        row("stays while the spec pauses", BY_SPEC, look().paused().seconds(9999), BY_SPEC, null),
        row("stays while nobody resumes", BY_COMMAND, look().seconds(9999), BY_COMMAND, null),
        row("stays beyond maxHold", BY_HOLD, look().seconds(9999), BY_HOLD, null),
        row(
            "samples and a passing gate change nothing",
            BY_COMMAND,
            look().requests(100, 0).seconds(60),
            BY_COMMAND,
            null),
        row("the spec takes a pause over", BY_COMMAND, look().paused(), BY_SPEC, null),
        row("the spec does not take this one over", BY_HOLD, look().paused(), BY_HOLD, null));
  }

  private static List<Row> ends() {
    return List.of(
        row(
            "the spec pauses no more: hold and maxHold go on where they stood",
            BY_SPEC,
            look().seconds(1000),
            new Ramping(A_TO_B, EPOCH, 1, afterSeconds(1000), afterSeconds(1000), 0, null),
            RampReason.RESUMED),
        row(
            "a clock that went back takes no time away",
            BY_SPEC,
            look().seconds(-60),
            ramping(1),
            RampReason.RESUMED),
        row(
            "a Fail rolls back all the same",
            BY_COMMAND,
            look().requests(20, 8).seconds(1),
            end(
                EPOCH + 1,
                RampReason.GATE_FAILED,
                "at 50% (step 2 of 3): gate errors: 8 of 20 requests failed (40.00%), limit 5.00%,"
                    + " bounds 8.98% to 70.47%",
                1),
            RampReason.GATE_FAILED),
        row(
                "a Fail below the limit begins new samples and stays paused",
                BY_COMMAND,
                look().requests(20, 8).seconds(60),
                new Paused(
                    new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(60), null, 1, null),
                    Pause.COMMAND,
                    afterSeconds(60)),
                RampReason.GATE_FAILED_ONCE)
            .by(Fixtures.with(new Gates(60, 2, Fixtures.PLAN.gates().gates()))));
  }

  private static List<Row> trouble() {
    Ramping orphan = new Ramping(A_TO_B, EPOCH, 1, T0, T0, 0, T0);
    return List.of(
        row(
            "a container that cannot heal",
            BY_COMMAND,
            look().candidateFailed(),
            end(EPOCH + 1, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the spec returns to stable",
            BY_SPEC,
            look().paused().desired(A),
            end(EPOCH + 1, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            BY_SPEC,
            look().paused().desired(C),
            superseded(EPOCH + 1),
            RampReason.SUPERSEDED),
        row(
            "replicas 0",
            BY_COMMAND,
            look().replicas(0),
            zero(EPOCH + 1),
            RampReason.SCALED_TO_ZERO),
        row(
            "stable has no ready pod",
            BY_COMMAND,
            look().stableReady(0),
            new Paused(orphan, Pause.COMMAND, T0),
            null),
        row("stable is back", new Paused(orphan, Pause.COMMAND, T0), look(), BY_COMMAND, null),
        row(
            "stable stays away for the grace",
            new Paused(orphan, Pause.COMMAND, T0),
            look().stableReady(0).after(GRACE),
            new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
            RampReason.STABLE_UNAVAILABLE));
  }

  private static List<Row> interrupted() {
    Interrupted by = new Interrupted(A_TO_B, EPOCH, 1, T0, 0, T0, Pause.COMMAND);
    Interrupted bySpec = by.keptBy(Pause.SPEC);
    Ramping back = new Ramping(A_TO_B, EPOCH + 1, 1, T0, null, 0, null);
    return List.of(
        row(
            "the candidate's last ready pod is gone",
            BY_COMMAND,
            look().candidateReady(0).seconds(60),
            new Interrupted(
                A_TO_B, EPOCH + 1, 1, afterSeconds(60), 0, afterSeconds(60), Pause.COMMAND),
            RampReason.INTERRUPTED),
        row(
            "comes back paused",
            by,
            look().seconds(400),
            new Paused(back, Pause.COMMAND, afterSeconds(400)),
            RampReason.RECOVERED),
        row(
            "comes back paused if the spec pauses meanwhile",
            by.keptBy(null),
            look().paused().seconds(30),
            new Paused(back, Pause.SPEC, afterSeconds(30)),
            RampReason.RECOVERED),
        row(
            "comes back unpaused if the spec pauses no more",
            bySpec,
            look().seconds(30),
            back,
            RampReason.RECOVERED),
        row(
                "maxHold passed meanwhile, and the plan leaves it to a person",
                by.keptBy(null),
                look().seconds(300),
                new Paused(back, Pause.HOLD_EXCEEDED, afterSeconds(300)),
                RampReason.HOLD_EXCEEDED)
            .by(PATIENT));
  }
}
