package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Durations;
import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.api.inferenceservice.RolloutSpec.Gates;
import dev.rampwright.api.inferenceservice.RolloutSpec.PreTraffic;
import dev.rampwright.api.inferenceservice.RolloutSpec.Step;
import dev.rampwright.api.inferenceservice.RolloutTraffic;
import dev.rampwright.api.inferenceservice.RolloutTraffic.Split;
import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.operator.inferenceservice.resources.PreTrafficRuns;
import dev.rampwright.operator.inferenceservice.router.GatewayRouter;
import dev.rampwright.operator.inferenceservice.router.Router;
import dev.rampwright.operator.inferenceservice.router.SidecarRouter;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.RampPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves {@code spec.rollout} and turns it into the ramp's plan. */
public final class RolloutPlans {
  /** Pods finish their requests in their own preStop hook, whatever the ramp waits for before. */
  static final Duration DRAIN_GRACE = Duration.ofSeconds(30);

  private static final String HOLD = "5m";
  private static final String MAX_HOLD = "24h";

  private RolloutPlans() {}

  /** With every default filled in, as a ramp keeps it; whether it is paused is not part of it. */
  public static RolloutSpec resolved(@Nullable RolloutSpec given) {
    RolloutSpec spec =
        given == null
            ? new RolloutSpec(null, null, null, null, null, null, null, null, null)
            : given;
    return new RolloutSpec(
        null,
        requireNonNullElse(spec.startupDeadline(), "30m"),
        requireNonNullElse(spec.steps(), defaultSteps()).stream().map(RolloutPlans::step).toList(),
        preTraffic(spec.preTraffic()),
        GatePlans.resolved(spec.gates()),
        requireNonNullElse(spec.scaleDownDelay(), "60s"),
        requireNonNullElse(spec.revisionHistoryLimit(), 3),
        spec.traffic(),
        Capacities.resolved(spec.capacity()));
  }

  /**
   * The ramp's plan.
   *
   * @param spec a resolved one
   * @throws BlockedException with {@link Reason#InvalidSpec} if it makes no sense
   */
  public static RampPlan plan(RolloutSpec spec) {
    try {
      return new RampPlan(
          requireNonNullElse(spec.steps(), List.<Step>of()).stream()
              .map(
                  step ->
                      new RampPlan.Step(
                          step.weight(), duration(step.hold()), duration(step.maxHold())))
              .toList(),
          duration(spec.startupDeadline()),
          duration(spec.scaleDownDelay()),
          DRAIN_GRACE,
          GatePlans.plan(spec.gates()),
          onHoldExceeded(spec.gates()),
          Optional.ofNullable(preTraffic(spec.preTraffic())).map(it -> duration(it.timeout())),
          Capacities.of(spec.capacity()));
    } catch (IllegalArgumentException e) {
      throw new BlockedException(Reason.InvalidSpec, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Who splits.
   *
   * @param plan a resolved one
   * @param route the live wish of a route; null: none
   */
  public static Router router(RolloutSpec plan, @Nullable RouteSpec route) {
    Optional<RouteSpec> wish = Optional.ofNullable(route);
    @Nullable RolloutTraffic traffic = plan.traffic();
    return switch (requireNonNullElse(
        traffic == null ? null : traffic.router(), RolloutTraffic.Router.Sidecar)) {
      case Sidecar -> new SidecarRouter(stickyHeader(plan), wish);
      case Gateway -> new GatewayRouter(wish);
    };
  }

  /** The header by which a session keeps to one side; empty where requests are split one by one. */
  private static Optional<String> stickyHeader(RolloutSpec plan) {
    return Optional.ofNullable(plan.traffic())
        .filter(traffic -> traffic.split() == Split.Sticky)
        .map(RolloutTraffic::stickyHeader);
  }

  private static List<Step> defaultSteps() {
    return List.of(new Step(10, HOLD, null), new Step(50, "10m", null), new Step(100, "10m", null));
  }

  private static Step step(Step given) {
    return new Step(
        given.weight(),
        requireNonNullElse(given.hold(), HOLD),
        requireNonNullElse(given.maxHold(), MAX_HOLD));
  }

  private static RampPlan.OnHoldExceeded onHoldExceeded(@Nullable Gates given) {
    return switch (requireNonNullElse(
        given == null ? null : given.onHoldExceeded(), RolloutSpec.OnHoldExceeded.Rollback)) {
      case Rollback -> RampPlan.OnHoldExceeded.ROLLBACK;
      case Pause -> RampPlan.OnHoldExceeded.PAUSE;
    };
  }

  private static @Nullable PreTraffic preTraffic(@Nullable PreTraffic given) {
    return given == null
        ? null
        : new PreTraffic(
            requireNonNullElse(given.timeout(), PreTrafficRuns.TIMEOUT),
            given.benchmark(),
            given.apiKeySecretKeyRef());
  }

  private static Duration duration(@Nullable String text) {
    return text == null ? Duration.ZERO : Durations.parse(text);
  }
}
