package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.operator.inferenceservice.queries.Questions;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.ramp.BeforeTraffic;
import dev.rampwright.operator.ramp.Draining;
import dev.rampwright.operator.ramp.Interrupted;
import dev.rampwright.operator.ramp.Paused;
import dev.rampwright.operator.ramp.Promoting;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RollingBack;
import dev.rampwright.operator.ramp.Settled;
import dev.rampwright.operator.ramp.Starting;
import java.util.List;
import java.util.Optional;

/** What the recorded step wants to have asked. */
public final class StepQueries {
  private StepQueries() {}

  /** Empty outside of a step, and where no gate has a query. */
  public static Optional<Questions> of(Identity service, Recorded recorded) {
    return recorded
        .state()
        .flatMap(StepQueries::step)
        .flatMap(
            step ->
                recorded
                    .plan()
                    .flatMap(
                        plan ->
                            GatePlans.provider(plan)
                                .map(
                                    provider ->
                                        questions(
                                            service, step, provider, RolloutPlans.plan(plan)))))
        .filter(questions -> !questions.gates().isEmpty());
  }

  private static Optional<Ramping> step(RampState state) {
    return switch (state) {
      case Ramping it -> Optional.of(it);
      case Paused it -> Optional.of(it.step());
      case Starting _, Settled _, BeforeTraffic _, Interrupted _ -> Optional.empty();
      case Promoting _, Draining _, RollingBack _ -> Optional.empty();
    };
  }

  private static Questions questions(
      Identity service, Ramping step, String provider, RampPlan plan) {
    boolean compared = step.weightPercent(plan) < 100;
    List<QueryGate> gates =
        plan.gates().gates().stream()
            .filter(QueryGate.class::isInstance)
            .map(QueryGate.class::cast)
            .filter(gate -> compared || !gate.compares())
            .toList();
    return new Questions(
        service,
        step.epoch(),
        provider,
        step.attempt().candidate(),
        step.attempt().stable(),
        gates);
  }
}
