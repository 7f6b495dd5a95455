package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.ramp.Gate;
import dev.rampwright.operator.ramp.Gate.Span;
import dev.rampwright.operator.ramp.OnInconclusive;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.ramp.RampPlan;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlansTest {
  @Test
  void theDefaultsAreThoseOfTheReference() {
    RampPlan plan = RolloutPlans.plan(RolloutPlans.resolved(null));

    Duration day = Duration.ofHours(24);
    assertThat(plan.steps())
        .containsExactly(
            new RampPlan.Step(10, Duration.ofMinutes(5), day),
            new RampPlan.Step(50, Duration.ofMinutes(10), day),
            new RampPlan.Step(100, Duration.ofMinutes(10), day));
    assertThat(plan.startupDeadline()).isEqualTo(Duration.ofMinutes(30));
    assertThat(plan.scaleDownDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.gates())
        .isEqualTo(
            new RampPlan.Gates(
                300, 1, List.of(new Gate.ErrorRate("error-rate", 0.01, 0.005, false))));
  }

  @Test
  void anEmptyListOfGatesMeansNone() {
    assertThat(plan("gates: {metrics: []}").gates().gates()).isEmpty();
  }

  @Test
  void aGivenPlanIsTaken() {
    RampPlan plan =
        plan(
            """
            startupDeadline: 2m
            scaleDownDelay: 3s
            steps: [{weight: 7, hold: 1s, maxHold: 2s}, {weight: 100}]
            gates:
              failureLimit: 2
              sample: {minRequests: 60}
              metrics: [{name: mine, metric: ErrorRate, max: "0.05"}]
            """);

    assertThat(plan.step(0))
        .isEqualTo(new RampPlan.Step(7, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    assertThat(plan.step(1).hold()).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan.gates())
        .isEqualTo(new RampPlan.Gates(60, 2, List.of(new Gate.ErrorRate("mine", 0.05))));
  }

  @Test
  void everyKindOfGateIsTaken() {
    RampPlan plan =
        plan(
            """
            gates:
              consecutivePasses: 3
              onInconclusive: Rollback
              metrics:
              - {name: a, metric: ErrorRate, vsStable: {maxDelta: "0"}}
              - {name: b, metric: Ttft, max: 500ms, dryRun: true}
              - {name: c, metric: Itl, quantile: "0.5", vsStable: {maxRatio: "1.25"}}
              - {name: d, metric: E2e, quantile: "0.99", max: 1m}
              - {name: e, metric: CacheHitRate, min: "0.6", vsStable: {minRatio: "0.8"}}
              - {name: f, metric: OutputTokensPerSecond, min: "20"}
            """);

    assertThat(plan.gates())
        .isEqualTo(
            new RampPlan.Gates(
                300,
                1,
                List.of(
                    new Gate.ErrorRate("a", null, 0.0, false),
                    new Gate.Latency("b", Span.TTFT, 0.95, Duration.ofMillis(500), null, true),
                    new Gate.Latency("c", Span.ITL, 0.5, null, 1.25, false),
                    new Gate.Latency("d", Span.E2E, 0.99, Duration.ofMinutes(1), null, false),
                    new Gate.CacheHitRate("e", 0.6, 0.8, false),
                    new Gate.OutputTokensPerSecond("f", 0.5, 20.0, null, false)),
                3,
                OnInconclusive.ROLL_BACK));
  }

  @Test
  void aQueryIsTaken() {
    RampPlan plan =
        plan(
            """
            gates:
              providerName: cluster
              errorLimit: 2
              metrics:
              - {name: a, query: "max(load{$selector})", max: "0.9"}
              - {name: b, query: "min(idle{$selector})", min: "-1", interval: 1m, dryRun: true}
            """);

    assertThat(plan.gates().errorLimit()).isEqualTo(2);
    assertThat(plan.gates().gates())
        .containsExactly(
            new QueryGate("a", "max(load{$selector})", 0.9, null, Duration.ofSeconds(30), false),
            new QueryGate("b", "min(idle{$selector})", null, -1.0, Duration.ofMinutes(1), true));
  }

  @Test
  void aWindowIsLookedThrough() {
    assertThat(GatePlans.window(spec("gates: {sample: {scope: Window, window: 2m}}")))
        .contains(Duration.ofMinutes(2));
    assertThat(GatePlans.window(spec("gates: {sample: {minRequests: 9}}"))).isEmpty();
  }

  @Test
  void thePlanOfARampThatAnEarlierReleaseBeganIsRead() {
    String recorded =
        """
        {"gates":{"failureLimit":1,"metrics":[{"max":"0.05","metric":"ErrorRate","name":"mine"}],\
        "sample":{"minRequests":60}},"steps":[{"hold":"1s","maxHold":"24h","weight":100}],\
        "startupDeadline":"30m","scaleDownDelay":"60s","revisionHistoryLimit":3}
        """;

    assertThat(RolloutPlans.plan(ContractJson.read(recorded, RolloutSpec.class)).gates())
        .isEqualTo(new RampPlan.Gates(60, 1, List.of(new Gate.ErrorRate("mine", 0.05))));
  }

  @Test
  void aRecordedPlanComesBackTheSame() {
    RolloutSpec resolved = RolloutPlans.resolved(null);

    RolloutSpec read = ContractJson.read(ContractJson.write(resolved), RolloutSpec.class);

    assertThat(read).isEqualTo(resolved);
    assertThat(requireNonNull(read.gates()).metrics()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps: [{weight: 50}, {weight: 10}]|must rise",
        "steps: [{weight: 10}]|last weight must be 100",
        "steps: [{weight: 100, hold: 2m, maxHold: 1m}]|raise maxHold",
        "gates: {metrics: [{name: a, metric: ErrorRate, max: \"0\"}]}|above 0",
        "gates: {metrics: [{name: a, query: load, max: \"0\"}]}|write {$selector}",
        "gates: {metrics: [{name: a, query: 'x{$selector}'}]}|either max or min",
        "gates: {metrics: [{name: a, query: 'x{$selector}', max: \"0\", interval: 0s}]}|above 0s",
      })
  void nonsenseIsRefusedWithWhatToDo(String rollout, String hint) {
    assertThatThrownBy(() -> plan(rollout))
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining(hint);
  }

  private static RampPlan plan(String yaml) {
    return RolloutPlans.plan(spec(yaml));
  }

  private static RolloutSpec spec(String yaml) {
    return RolloutPlans.resolved(Serialization.unmarshal(yaml, RolloutSpec.class));
  }
}
