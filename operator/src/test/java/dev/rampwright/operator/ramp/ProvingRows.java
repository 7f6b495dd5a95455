package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.C;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.PROOF_TIMEOUT;
import static dev.rampwright.operator.ramp.Fixtures.PROVEN;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.after;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.preparing;
import static dev.rampwright.operator.ramp.Fixtures.proving;
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

/** Rows of the benchmark before traffic, and of a pause before traffic. */
final class ProvingRows {
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Proof RUNNING = new Proof.Running("at 40%");

  private ProvingRows() {}

  static Stream<Row> rows() {
    return Stream.of(prove(), results(), trouble(), held())
        .flatMap(List::stream)
        .map(row -> row.plan().equals(Fixtures.PLAN) ? row.by(PROVEN) : row);
  }

  private static List<Row> prove() {
    return List.of(
        row(
            "is benchmarked once every pod is ready, if the plan asks for it",
            preparing(),
            look().seconds(9),
            new Proving(A_TO_B, EPOCH, afterSeconds(9), null, Clearance.USUAL),
            RampReason.PROVING),
        row("waits for the run to be made", proving(), look(), proving(), null),
        row("waits for the run", proving(), look().proof(RUNNING).seconds(1199), proving(), null),
        row(
            "begins at step 0 when it passed",
            proving(),
            look().proof(new Proof.Passed()).seconds(9),
            new Ramping(A_TO_B, EPOCH + 1, 0, afterSeconds(9), null, 0, null),
            RampReason.RAMP_STARTED),
        row(
            "waits for its pods again when they are missing after the benchmark",
            proving(),
            look().proof(new Proof.Passed()).candidateReady(0).seconds(9),
            new Preparing(A_TO_B, EPOCH, afterSeconds(9), null, Clearance.USUAL),
            RampReason.PREPARING));
  }

  private static List<Row> results() {
    return List.of(
        row(
            "a criterion that does not hold rolls back before traffic",
            proving(),
            look().proof(new Proof.Failed("criterion ttft-p95 is 812ms, limit 500ms")),
            end(EPOCH, RampReason.BENCHMARK_FAILED, "criterion ttft-p95 is 812ms, limit 500ms", 0),
            RampReason.BENCHMARK_FAILED),
        row(
            "a run that measured nothing is no Pass",
            proving(),
            look().proof(new Proof.Invalid("the pod failed")),
            end(EPOCH, RampReason.BENCHMARK_INVALID, "the pod failed", 0),
            RampReason.BENCHMARK_INVALID),
        row(
            "a run that measured too little is no Pass",
            proving(),
            look().proof(new Proof.Inconclusive("too few samples")),
            end(EPOCH, RampReason.BENCHMARK_INCONCLUSIVE, "too few samples", 0),
            RampReason.BENCHMARK_INCONCLUSIVE),
        row(
            "no result in time",
            proving(),
            look().proof(RUNNING).after(PROOF_TIMEOUT),
            end(EPOCH, RampReason.PRE_TRAFFIC_TIMEOUT, "no result within 20m: at 40%", 1200),
            RampReason.PRE_TRAFFIC_TIMEOUT),
        row(
            "no run in time",
            proving(),
            look().after(PROOF_TIMEOUT),
            end(
                EPOCH,
                RampReason.PRE_TRAFFIC_TIMEOUT,
                "no result within 20m: the benchmark has not begun",
                1200),
            RampReason.PRE_TRAFFIC_TIMEOUT));
  }

  private static List<Row> trouble() {
    Proving lost = new Proving(A_TO_B, EPOCH, T0, T0, Clearance.USUAL);
    return List.of(
        row(
            "a container that cannot heal",
            proving(),
            look().candidateFailed(),
            end(EPOCH, RampReason.CONTAINER_FAILED, FAILED, 0),
            RampReason.CONTAINER_FAILED),
        row(
            "the spec returns to stable",
            proving(),
            look().desired(A),
            end(EPOCH, RampReason.REVERTED, "the spec asks for revision aaaaaaaa again", 0),
            RampReason.REVERTED),
        row(
            "the spec asks for a third revision",
            proving(),
            look().desired(C),
            superseded(EPOCH),
            RampReason.SUPERSEDED),
        row("replicas 0", proving(), look().replicas(0), zero(EPOCH), RampReason.SCALED_TO_ZERO),
        row("stable has no ready pod", proving(), look().stableReady(0), lost, null),
        row("stable is back", lost, look(), proving(), null),
        row(
            "stable stays away for the grace",
            lost,
            look().stableReady(0).after(GRACE),
            new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
            RampReason.STABLE_UNAVAILABLE));
  }

  private static List<Row> held() {
    Preparing held = new Preparing(A_TO_B, EPOCH, T0, null, Clearance.HELD);
    Preparing given = new Preparing(A_TO_B, EPOCH, T0, null, Clearance.GIVEN);
    Proving provenAndHeld = new Proving(A_TO_B, EPOCH, T0, null, Clearance.HELD);
    Ramping begun = new Ramping(A_TO_B, EPOCH + 1, 0, T0, null, 0, null);
    return List.of(
        row("ready, but the spec pauses", preparing(), look().paused(), preparing().held(T0), null)
            .by(Fixtures.PATIENT),
        row("ready, but a command paused it", held, look(), held.held(T0), null)
            .by(Fixtures.PATIENT),
        row(
                "a pause changes nothing while it lasts",
                held.held(T0),
                look().seconds(9000),
                held.held(T0),
                null)
            .by(Fixtures.PATIENT),
        row(
                "a pod that restarts in a long pause has the whole startup deadline",
                held.held(T0),
                look().candidateReady(0).seconds(9000),
                new Preparing(A_TO_B, EPOCH, afterSeconds(9000), null, Clearance.HELD),
                null)
            .by(Fixtures.PATIENT),
        row("cleared in spite of a pause", given, look().paused(), begun, RampReason.RAMP_STARTED)
            .by(Fixtures.PATIENT),
        row(
                "a pause does not keep the service down",
                new Preparing(A_TO_B, EPOCH, T0, T0, Clearance.HELD),
                look().stableReady(0).after(GRACE),
                new Promoting(A_TO_B, EPOCH + 1, after(GRACE)),
                RampReason.STABLE_UNAVAILABLE)
            .by(Fixtures.PATIENT),
        row("cleared without a benchmark", given, look(), begun, RampReason.RAMP_STARTED),
        row(
            "passed, but the spec pauses",
            proving(),
            look().proof(new Proof.Passed()).paused(),
            proving(),
            null),
        row(
            "passed, but a command paused it",
            provenAndHeld,
            look().proof(new Proof.Passed()),
            provenAndHeld,
            null),
        row(
            "cleared while it is benchmarked",
            new Proving(A_TO_B, EPOCH, T0, null, Clearance.GIVEN),
            look().proof(RUNNING),
            begun,
            RampReason.RAMP_STARTED));
  }
}
