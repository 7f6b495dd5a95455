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
import static dev.rampwright.operator.ramp.Fixtures.draining;
import static dev.rampwright.operator.ramp.Fixtures.idle;
import static dev.rampwright.operator.ramp.Fixtures.interrupted;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.promoting;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Fixtures.rolledBack;
import static dev.rampwright.operator.ramp.Fixtures.rollingBack;
import static dev.rampwright.operator.ramp.Fixtures.starting;
import static dev.rampwright.operator.ramp.Fixtures.unacknowledged;
import static dev.rampwright.operator.ramp.Look.look;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every transition as a row: given a state, when that is seen, then this state is next. */
final class TransitionTable {
  private static final Duration DEADLINE = Duration.ofMinutes(30);
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final String FAILED =
      "container engine failed (Error, exit code 2): unknown argument";

  private TransitionTable() {}

  /**
   * One row.
   *
   * @param name what happens, for a reader of the test report
   * @param from the recorded state
   * @param look what is seen
   * @param to the state expected
   * @param reason of the only event; absent: none
   */
  record Row(String name, RampState from, Look look, RampState to, @Nullable RampReason reason) {
    @Override
    public String toString() {
      return from.getClass().getSimpleName() + ": " + name;
    }

    Edge edge() {
      return Edge.of(from, to);
    }
  }

  /** A change of state by name. */
  record Edge(String from, String to) {
    static Edge of(RampState from, RampState to) {
      return new Edge(from.getClass().getSimpleName(), to.getClass().getSimpleName());
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
            start(), settled(), prepare(), ramp(), gates(), trouble(), promote(), drain(), back())
        .flatMap(List::stream);
  }

  static Set<Edge> edges() {
    return rows()
        .map(Row::edge)
        .filter(edge -> !edge.from().equals(edge.to()))
        .collect(Collectors.toSet());
  }

  private static Row row(
      String name, RampState from, Look look, RampState to, @Nullable RampReason reason) {
    return new Row(name, from, look, to, reason);
  }

  private static Cause cause(RampReason reason, String message) {
    return new Cause(reason, message);
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
            new Preparing(A_TO_C, EPOCH, T0, null),
            RampReason.PREPARING),
        row(
            "takes a third revision without a ramp at replicas 0",
            rolledBack(),
            look().desired(C).replicas(0),
            new Idle(C, EPOCH),
            RampReason.REVISION_ADOPTED));
  }

  private static List<Row> prepare() {
    Preparing lost = new Preparing(A_TO_B, EPOCH, T0, T0);
    return List.of(
        row("waits for every pod", preparing(), look().candidateReady(1), preparing(), null),
        row(
            "begins at step 0 when every pod is ready",
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
            look().candidateReady(1).after(DEADLINE),
            end(
                EPOCH,
                RampReason.STARTUP_DEADLINE_EXCEEDED,
                "1 of 2 pods of revision bbbbbbbb were ready within 30m",
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
        row("stable is back", lost, look().candidateReady(1), preparing(), null),
        row("stable stays away", lost, look().stableReady(0).seconds(119), lost, null),
        row(
            "stable stays away for the grace",
            lost,
            look().stableReady(0).after(GRACE),
            new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
            RampReason.STABLE_UNAVAILABLE));
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
            look().acknowledged(0).requests(20, 6).seconds(1),
            end(
                EPOCH + 1,
                RampReason.GATE_FAILED,
                at + evidence.formatted("6 of 20", "30.00", "6.16% to 50.78%"),
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
    Interrupted old = new Interrupted(A_TO_B, EPOCH, 1, T0, 0, afterSeconds(299));
    return List.of(
        row(
            "the candidate's last ready pod is gone",
            ramping(1),
            look().candidateReady(0).seconds(4),
            new Interrupted(A_TO_B, EPOCH + 1, 1, T0, 0, afterSeconds(4)),
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
            new Interrupted(A_TO_B, EPOCH + 1, 2, T0, 0, T0),
            RampReason.INTERRUPTED),
        row(
            "stays when no revision has a ready pod",
            promoting(),
            look().candidateReady(0).stableReady(0).endpoints(),
            promoting(),
            null),
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
            new Interrupted(A_TO_B, EPOCH + 1, 2, T0, 0, T0),
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
            new Preparing(A_TO_C, EPOCH, T0, null),
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

  private static RollingBack end(long epoch, RampReason reason, String message, long seconds) {
    return new RollingBack(A_TO_B, epoch, afterSeconds(seconds), cause(reason, message));
  }

  private static RollingBack superseded(long epoch) {
    return end(
        epoch, RampReason.SUPERSEDED, "the spec asks for revision cccccccc instead of bbbbbbbb", 0);
  }

  private static RollingBack zero(long epoch) {
    return end(
        epoch,
        RampReason.SCALED_TO_ZERO,
        "the spec asks for no pods; the ramp begins anew later",
        0);
  }
}
