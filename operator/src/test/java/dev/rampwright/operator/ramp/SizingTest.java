package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.Capacity.Overlap;
import dev.rampwright.operator.ramp.Capacity.Recreate;
import dev.rampwright.operator.ramp.Observation.Pods;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many pods each revision has, in a given situation. */
class SizingTest {
  private static final Capacity SWAP = Overlap.pods(0);
  private static final Capacity ONE = Overlap.pods(1);
  private static final Capacity QUARTER = Overlap.percent(25);

  record Row(
      String name,
      Capacity capacity,
      int replicas,
      RampState state,
      Pods stable,
      Pods candidate,
      int stableScale,
      int candidateScale) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    RampState preparing = Fixtures.preparing();
    return Stream.of(
        row("surge: one pod for 10% of 4", Capacity.DOUBLE, 4, preparing, pods(4), pods(0), 4, 1),
        row("surge: two for 10% of 20", Capacity.DOUBLE, 20, preparing, pods(20), pods(0), 20, 2),
        row(
            "surge: the next step's load at 10%",
            Capacity.DOUBLE, 4, at(0), pods(4), pods(1), 4, 2),
        row(
            "surge: what an earlier release began with stays at 10%",
            Capacity.DOUBLE, 4, at(0), pods(4), pods(4), 4, 4),
        row("surge: and before traffic", Capacity.DOUBLE, 4, preparing, pods(4), ready(4, 1), 4, 4),
        row(
            "surge of one: but no more than there is room for",
            ONE,
            4,
            at(0),
            pods(4),
            pods(2),
            4,
            1),
        row("surge: all at 50%", Capacity.DOUBLE, 4, at(1), pods(4), pods(2), 4, 4),
        row("surge of one: none loads ahead", ONE, 4, at(0), pods(4), pods(1), 4, 1),
        row(
            "surge of one: room is made once the share moved",
            ONE,
            4,
            at(1, 24),
            pods(4),
            pods(1),
            4,
            1),
        row("the same at 25%", ONE, 4, at(1, 25), pods(4), pods(1), 3, 1),
        row("the old pod is gone", ONE, 4, at(1, 25), pods(3), pods(1), 3, 2),
        row("a quarter of 4 is one", QUARTER, 4, at(1, 25), pods(3), pods(1), 3, 2),
        row("swap: room for the first", SWAP, 4, preparing, pods(4), pods(0), 3, 0),
        row("swap: it ends its requests", SWAP, 4, preparing, leaving(3, 1), pods(0), 3, 0),
        row("swap: it is gone", SWAP, 4, preparing, pods(3), pods(0), 3, 1),
        row(
            "swap: no second before the first is ready",
            SWAP,
            4,
            at(1, 25),
            pods(3),
            ready(1, 0),
            3,
            1),
        row("swap: pod by pod", SWAP, 10, at(1, 10), pods(9), pods(1), 8, 1),
        row("swap: the last stable one stays to split", SWAP, 4, at(2, 75), pods(1), pods(3), 1, 3),
        row(
            "swap: a lost candidate pod takes none from stable",
            SWAP,
            4,
            at(1),
            pods(2),
            ready(2, 1),
            2,
            2),
        row("recreate: old ones go first", new Recreate(), 2, preparing, pods(2), pods(0), 0, 0),
        row(
            "recreate: new ones come as they go",
            new Recreate(),
            2,
            preparing,
            leaving(0, 1),
            pods(0),
            0,
            1),
        row("recreate: all", new Recreate(), 2, preparing, pods(0), pods(1), 0, 2),
        row(
            "back: nobody leaves before the traffic",
            Capacity.DOUBLE,
            4,
            back(0),
            pods(4),
            pods(2),
            4,
            2),
        row("back: pods make room", SWAP, 4, back(75), pods(1), pods(3), 1, 2),
        row("back: stable grows into it", SWAP, 4, back(75), pods(1), pods(2), 2, 2),
        row("back from recreate", new Recreate(), 2, back(0), pods(0), pods(2), 0, 0),
        row("back from recreate, room", new Recreate(), 2, back(0), pods(0), pods(0), 2, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isDecided(Row row) {
    RampPlan plan = Fixtures.with(row.capacity());
    Observation seen = seen(row);

    assertThat(Sizing.of(plan, row.state(), row.state(), seen).scales(plan, row.state()))
        .containsExactly(new Scale(A, row.stableScale()), new Scale(B, row.candidateScale()));
  }

  @Test
  void aSettledServiceGrowsAsOldPodsGo() {
    RampPlan plan = Fixtures.with(SWAP);
    Idle idle = new Idle(B, Fixtures.EPOCH);
    Observation seen =
        new Look().replicas(4).stableTotal(3).stableReady(3).candidateTotal(0).others(1).seen();

    assertThat(Sizing.of(plan, idle, idle, seen).scales(plan, idle))
        .containsExactly(new Scale(B, 3));
  }

  @Test
  void aFirstStepThatFindsNoRoomBeginsWithWhatDoes() {
    RampPlan half =
        new RampPlan(
            List.of(Fixtures.step(50), Fixtures.step(100)),
            Fixtures.PLAN.startupDeadline(),
            Fixtures.PLAN.scaleDownDelay(),
            Fixtures.PLAN.drainGrace(),
            Fixtures.PLAN.gates(),
            Fixtures.PLAN.onHoldExceeded(),
            Optional.empty(),
            SWAP);
    Observation seen =
        new Look()
            .replicas(10)
            .stableTotal(9)
            .stableReady(9)
            .candidateTotal(1)
            .candidateReady(1)
            .seen();

    RampDecision decision = Ramp.decide(half, Fixtures.preparing(), seen);

    assertThat(decision.next()).isInstanceOf(Ramping.class);
    assertThat(decision.traffic().weightPercent()).isEqualTo(10);
  }

  /** A whole exchange without spare room: never more pods than asked for, at most one missing. */
  @Test
  void swapsPodByPod() {
    World world = new World(Ramp::decide);
    Invariants invariants = new Invariants(Ramp::decide);
    world.editPlan(Fixtures.with(SWAP));
    world.scale(4);
    world.edit("old");
    List<Integer> shares = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (i == 20) {
        world.edit("new");
      }
      World.Pass pass = world.pass();
      invariants.check(pass);
      int share = pass.decision().traffic().weightPercent();
      if (shares.isEmpty() || shares.getLast() != share) {
        shares.add(share);
      }
      world.prosper();
    }

    assertThat(world.state()).isInstanceOf(Idle.class);
    assertThat(world.state().stableRevision()).contains("new");
    assertThat(shares).containsExactly(0, 10, 25, 50, 75, 100, 0);
  }

  private static Row row(
      String name,
      Capacity capacity,
      int replicas,
      RampState state,
      Pods stable,
      Pods candidate,
      int stableScale,
      int candidateScale) {
    return new Row(name, capacity, replicas, state, stable, candidate, stableScale, candidateScale);
  }

  private static Observation seen(Row row) {
    Observation usual = new Look().replicas(row.replicas()).seen();
    return new Observation(
        usual.now(),
        usual.desired(),
        row.replicas(),
        row.candidate(),
        row.stable(),
        usual.entry(),
        0,
        0,
        usual.entryEndpoints(),
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static Ramping at(int step) {
    return Fixtures.ramping(step);
  }

  private static Ramping at(int step, int weight) {
    return at(step).reaching(Fixtures.PLAN, weight, null);
  }

  private static RollingBack back(int weight) {
    return new RollingBack(
        A_TO_B, Fixtures.EPOCH, T0, new Cause(RampReason.REVERTED, "because"), weight);
  }

  private static Pods pods(int ready) {
    return ready(ready, ready);
  }

  private static Pods ready(int total, int ready) {
    return new Pods(total, ready, Optional.empty());
  }

  private static Pods leaving(int total, int leaving) {
    return new Pods(total, total, Optional.empty(), leaving);
  }
}
