package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.idle;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Fixtures.rolledBack;
import static dev.rampwright.operator.ramp.Look.look;
import static dev.rampwright.operator.ramp.TransitionTable.cause;
import static dev.rampwright.operator.ramp.TransitionTable.row;

import dev.rampwright.operator.ramp.Capacity.Overlap;
import dev.rampwright.operator.ramp.TransitionTable.Row;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows about pods: how a share follows those that carry it, and how pods are exchanged. */
final class CapacityRows {
  private static final RampPlan SWAP = Fixtures.with(Overlap.pods(0));
  private static final RampPlan RECREATE = Fixtures.with(new Capacity.Recreate());
  private static final Attempt OF_FOUR = A_TO_B.grown(4);

  private CapacityRows() {}

  static Stream<Row> rows() {
    return Stream.of(follow(), surge(), straight(), recreate(), infeasible(), retreat())
        .flatMap(List::stream);
  }

  /** Four pods, no spare room. */
  private static Look four(int stable, int candidate, int candidateReady) {
    return look()
        .replicas(4)
        .stableTotal(stable)
        .stableReady(stable)
        .acknowledged(stable)
        .candidateTotal(candidate)
        .candidateReady(candidateReady);
  }

  private static Ramping half(int weight, @Nullable Integer waitingSince) {
    return new Ramping(
        OF_FOUR,
        EPOCH,
        1,
        T0,
        null,
        0,
        null,
        null,
        new Reach(weight, waitingSince == null ? null : afterSeconds(waitingSince)),
        false);
  }

  private static Ramping anew(int step) {
    return new Ramping(OF_FOUR, EPOCH + 1, step, T0, null, 0, null);
  }

  private static List<Row> follow() {
    return List.of(
        row(
                "begins with the one pod that the first share needs",
                preparing(),
                four(3, 1, 1).seconds(9),
                new Ramping(OF_FOUR, EPOCH + 1, 0, afterSeconds(9), null, 0, null),
                RampReason.RAMP_STARTED)
            .by(SWAP),
        row(
                "the next step begins with what its pods carry",
                ramping(0).with(OF_FOUR),
                four(3, 1, 1).requests(60, 0).seconds(10),
                new Ramping(OF_FOUR, EPOCH + 1, 1, afterSeconds(10), null, 0, null)
                    .reaching(SWAP, 25, null),
                RampReason.STEP_PASSED)
            .by(SWAP),
        row(
                "waits while an old pod makes room",
                half(25, null),
                four(2, 1, 1).stableLeaving(1).seconds(4),
                half(25, null),
                null)
            .by(SWAP),
        row(
                "notes since when a pod is missing",
                half(25, null),
                four(2, 1, 1).seconds(4),
                half(25, 4),
                null)
            .by(SWAP),
        row(
                "the share rises when a pod is ready",
                half(25, 4),
                four(2, 2, 2).seconds(8),
                anew(1),
                RampReason.SHARE_RAISED)
            .by(SWAP),
        row(
                "but not before the entry pods split as before",
                half(25, 4),
                four(2, 2, 2).acknowledged(1).seconds(8),
                half(25, null),
                null)
            .by(SWAP),
        row(
                "the hold begins with the whole share only",
                half(25, null),
                four(3, 1, 1).requests(60, 0).seconds(200),
                half(25, null),
                null)
            .by(SWAP),
        row(
                "maxHold counts the wait, too",
                half(25, null),
                four(3, 1, 1).requests(60, 0).seconds(300),
                new RollingBack(
                    OF_FOUR,
                    EPOCH + 1,
                    afterSeconds(300),
                    cause(
                        RampReason.HOLD_EXCEEDED,
                        "at 50% (step 2 of 3): not passed within 5m; its pods carry 25% only;"
                            + " gate errors: 0 of 60 requests failed (0.00%), limit 5.00%,"
                            + " bounds 0.00% to 4.87%")),
                RampReason.HOLD_EXCEEDED)
            .by(SWAP),
        row(
                "a lost pod takes its share with it",
                ramping(1).with(OF_FOUR),
                four(2, 2, 1),
                anew(1).reaching(SWAP, 25, null),
                RampReason.SHARE_LOWERED)
            .by(SWAP));
  }

  private static List<Row> surge() {
    Ramping waits = ramping(1).reaching(Fixtures.PLAN, 50, afterSeconds(20));
    RampPlan hasty =
        new RampPlan(
            Fixtures.PLAN.steps(),
            java.time.Duration.ofMinutes(1),
            Fixtures.PLAN.scaleDownDelay(),
            Fixtures.PLAN.drainGrace(),
            Fixtures.PLAN.gates());
    return List.of(
        row(
            "a step that passed waits for the next one's pods",
            ramping(1),
            look().candidateReady(1).requests(60, 0).seconds(20),
            waits,
            null),
        row(
            "and goes on when they are ready",
            waits,
            look().requests(60, 0).seconds(30),
            new Ramping(A_TO_B, EPOCH + 1, 2, afterSeconds(30), null, 0, null),
            RampReason.STEP_PASSED),
        row(
                "but not for longer than a start may take",
                waits,
                look().candidateReady(1).requests(60, 0).seconds(80),
                TransitionTable.end(
                    EPOCH + 1,
                    RampReason.STARTUP_DEADLINE_EXCEEDED,
                    "at 50% (step 2 of 3): 1 of 2 pods of revision bbbbbbbb were ready within 1m",
                    80),
                RampReason.STARTUP_DEADLINE_EXCEEDED)
            .by(hasty),
        row(
            "more pods that are asked for in mid-ramp lower what the present ones carry",
            ramping(1),
            look().replicas(4).candidateTotal(1).candidateReady(1),
            anew(1).reaching(Fixtures.PLAN, 25, null),
            RampReason.SHARE_LOWERED),
        row(
            "fewer do nothing before its end",
            ramping(1).with(OF_FOUR),
            look().stableTotal(4).stableReady(4).acknowledged(4).candidateTotal(4),
            ramping(1).with(OF_FOUR),
            null));
  }

  private static List<Row> straight() {
    Ramping going = ramping(0).with(OF_FOUR).straight(SWAP, 25, T0);
    return List.of(
        row(
                "promote-full brings the pods first",
                ramping(0).with(OF_FOUR),
                four(3, 1, 1).command(Verb.PROMOTE_FULL),
                going,
                RampReason.STEP_PASSED)
            .by(SWAP)
            .done(),
        row(
                "and once more is not needed",
                going,
                four(3, 1, 1).epoch(EPOCH + 1).command(Verb.PROMOTE_FULL),
                going,
                null)
            .by(SWAP)
            .ignored(),
        row(
                "then it passes without hold and requests",
                going.follow(SWAP, 75),
                four(1, 3, 3).epoch(EPOCH + 2).seconds(30),
                new Promoting(OF_FOUR, EPOCH + 3, afterSeconds(30)),
                RampReason.PROMOTING)
            .by(SWAP),
        row(
                "a pause in the spec does not hold it back",
                going.follow(SWAP, 75),
                four(1, 3, 3).epoch(EPOCH + 2).paused().seconds(30),
                new Promoting(OF_FOUR, EPOCH + 3, afterSeconds(30)),
                RampReason.PROMOTING)
            .by(SWAP),
        row(
                "promote does not skip the wait for pods",
                half(25, null),
                four(3, 1, 1).command(Verb.PROMOTE),
                half(25, null),
                null)
            .by(SWAP)
            .ignored());
  }

  private static List<Row> recreate() {
    Look gone = look().stableTotal(0).stableReady(0).acknowledged(0).endpoints();
    return List.of(
        row("waits for every new pod", preparing(), gone.candidateReady(1), preparing(), null)
            .by(RECREATE),
        row(
                "takes over without steps",
                preparing(),
                look().stableTotal(0).stableReady(0).acknowledged(0).endpoints().seconds(40),
                new Promoting(A_TO_B, EPOCH + 1, afterSeconds(40)),
                RampReason.PROMOTING)
            .by(RECREATE),
        row(
                "has nothing to drain",
                new Draining(A_TO_B, EPOCH, T0),
                look().stableTotal(0).stableReady(0).endpoints(B).seconds(1),
                new Idle(B, EPOCH + 1),
                RampReason.PROMOTED)
            .by(RECREATE),
        row("does not begin while paused", idle(), look().paused(), idle(), null).by(RECREATE),
        row(
                "a pause would keep the service down",
                preparing(),
                look()
                    .stableTotal(0)
                    .stableReady(0)
                    .endpoints()
                    .candidateReady(0)
                    .command(Verb.PAUSE),
                preparing(),
                null)
            .by(RECREATE)
            .ignored());
  }

  private static List<Row> infeasible() {
    Look one = look().replicas(1).stableReady(1).candidateReady(0);
    return List.of(
        row("one pod and no room: the attempt does not begin", idle(), one, idle(), null).by(SWAP),
        row(
                "another revision is asked for, which finds no room: the failed one is forgotten",
                rolledBack(),
                look().replicas(1).stableReady(1).candidateReady(0).desired(Fixtures.C),
                new Idle(A, EPOCH),
                RampReason.RETURNED_TO_STABLE)
            .by(SWAP),
        row(
                "a retry says what is missing",
                rolledBack(),
                look().replicas(1).stableReady(1).candidateReady(0).command(Verb.RETRY),
                rolledBack(),
                null)
            .by(SWAP)
            .ignored());
  }

  private static List<Row> retreat() {
    Ramping most = ramping(2).with(OF_FOUR).reaching(SWAP, 75, null);
    RollingBack paced = reverted(EPOCH, 75, 0);
    return List.of(
        row(
                "what stable cannot carry yet stays where it is",
                most,
                four(1, 3, 3).desired(A),
                paced,
                RampReason.REVERTED)
            .by(SWAP),
        row("waits for stable's pods", paced, four(1, 2, 2).desired(A), paced, null).by(SWAP),
        row(
                "goes back as they come",
                paced,
                four(2, 2, 2).desired(A).seconds(7),
                reverted(EPOCH + 1, 50, 7),
                null)
            .by(SWAP),
        row(
                "and wholly when only one is missing",
                reverted(EPOCH, 50, 0),
                four(3, 1, 1).desired(A).seconds(9),
                reverted(EPOCH + 1, 0, 9),
                null)
            .by(SWAP),
        row(
                "a candidate that dies gives everything back",
                paced,
                four(1, 2, 0).desired(A).seconds(3),
                reverted(EPOCH + 1, 0, 3),
                null)
            .by(SWAP),
        row(
                "a candidate that answers badly gives everything back at once",
                most,
                four(1, 3, 3).requests(100, 60),
                new RollingBack(
                    OF_FOUR,
                    EPOCH + 1,
                    T0,
                    cause(
                        RampReason.GATE_FAILED,
                        "at 100% (step 3 of 3): gate errors: 60 of 100 requests failed (60.00%),"
                            + " limit 5.00%, bounds 41.17% to 74.21%")),
                RampReason.GATE_FAILED)
            .by(SWAP));
  }

  private static RollingBack reverted(long epoch, int weight, long seconds) {
    return new RollingBack(
        OF_FOUR,
        epoch,
        afterSeconds(seconds),
        cause(RampReason.REVERTED, "the spec asks for revision aaaaaaaa again"),
        weight);
  }
}
