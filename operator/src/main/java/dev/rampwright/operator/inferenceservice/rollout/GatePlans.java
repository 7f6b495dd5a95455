package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Durations;
import dev.rampwright.api.inferenceservice.GateMetric;
import dev.rampwright.api.inferenceservice.GateMetric.MetricKind;
import dev.rampwright.api.inferenceservice.GateMetric.VsStable;
import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.api.inferenceservice.RolloutSpec.Gates;
import dev.rampwright.api.inferenceservice.RolloutSpec.OnHoldExceeded;
import dev.rampwright.api.inferenceservice.RolloutSpec.OnInconclusive;
import dev.rampwright.api.inferenceservice.RolloutSpec.Sample;
import dev.rampwright.api.inferenceservice.RolloutSpec.SampleScope;
import dev.rampwright.operator.inferenceservice.queries.QueryLedger;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.Gate;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.ramp.RampPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves {@code spec.rollout.gates} and turns them into the ramp's. */
public final class GatePlans {
  private static final int MIN_REQUESTS = 300;

  /** Of a plan that names no gates. */
  private static final GateMetric ERRORS =
      new GateMetric(
          "error-rate",
          MetricKind.ErrorRate,
          "0.01",
          null,
          null,
          new VsStable("0.005", null, null),
          null,
          null,
          null);

  private static final double LATENCY_QUANTILE = 0.95;
  private static final double SPEED_QUANTILE = 0.5;
  private static final String QUERY_INTERVAL = "30s";

  private GatePlans() {}

  /** With every default filled in. */
  static Gates resolved(@Nullable Gates given) {
    Gates gates = requireNonNullElse(given, new Gates(null, null, null));
    Sample sample = requireNonNullElse(gates.sample(), new Sample(null));
    return new Gates(
        new Sample(
            requireNonNullElse(sample.minRequests(), MIN_REQUESTS),
            requireNonNullElse(sample.scope(), SampleScope.Step),
            sample.window()),
        requireNonNullElse(gates.failureLimit(), 1),
        requireNonNullElse(gates.onHoldExceeded(), OnHoldExceeded.Rollback),
        requireNonNullElse(gates.metrics(), List.of(ERRORS)),
        requireNonNullElse(gates.consecutivePasses(), 1),
        requireNonNullElse(gates.onInconclusive(), OnInconclusive.Hold),
        gates.providerName(),
        requireNonNullElse(gates.errorLimit(), RampPlan.Gates.ERROR_LIMIT));
  }

  /**
   * The ramp's gates.
   *
   * @param given of a plan that an older release may have recorded, without what is new since
   * @throws IllegalArgumentException if they make no sense
   */
  static RampPlan.Gates plan(@Nullable Gates given) {
    Gates gates = resolved(given);
    return new RampPlan.Gates(
        requireNonNull(requireNonNull(gates.sample()).minRequests()),
        requireNonNull(gates.failureLimit()),
        requireNonNull(gates.metrics()).stream().map(GatePlans::gate).toList(),
        requireNonNull(gates.consecutivePasses()),
        switch (requireNonNull(gates.onInconclusive())) {
          case Hold -> dev.rampwright.operator.ramp.OnInconclusive.HOLD;
          case Rollback -> dev.rampwright.operator.ramp.OnInconclusive.ROLL_BACK;
          case Promote -> dev.rampwright.operator.ramp.OnInconclusive.PROMOTE;
        },
        requireNonNull(gates.errorLimit()));
  }

  /** Who is asked what the gates query; empty where none does. */
  static Optional<String> provider(RolloutSpec plan) {
    return Optional.ofNullable(plan.gates()).map(Gates::providerName);
  }

  /**
   * Checks that what the gates query can be asked.
   *
   * @param providers the names of those that the operator knows
   * @throws BlockedException with {@link Reason#MetricProviderUnknown} if it cannot
   */
  static void requireKnown(RolloutSpec plan, Set<String> providers) {
    provider(plan)
        .filter(name -> !providers.contains(name))
        .ifPresent(
            name -> {
              throw new BlockedException(
                  Reason.MetricProviderUnknown,
                  "rollout.gates.providerName: " + QueryLedger.unknown(name, providers));
            });
  }

  /** How far back requests count; empty: since the step began. */
  public static Optional<Duration> window(RolloutSpec plan) {
    return Optional.ofNullable(plan.gates())
        .map(Gates::sample)
        .filter(sample -> sample.scope() == SampleScope.Window)
        .map(Sample::window)
        .map(Durations::parse);
  }

  private static Gate gate(GateMetric it) {
    boolean dryRun = requireNonNullElse(it.dryRun(), false);
    @Nullable MetricKind metric = it.metric();
    if (metric == null) {
      return query(it, dryRun);
    }
    VsStable vsStable = requireNonNullElse(it.vsStable(), new VsStable(null, null, null));
    return switch (metric) {
      case ErrorRate ->
          new Gate.ErrorRate(it.name(), number(it.max()), number(vsStable.maxDelta()), dryRun);
      case Ttft -> latency(it, Gate.Span.TTFT, vsStable, dryRun);
      case Itl -> latency(it, Gate.Span.ITL, vsStable, dryRun);
      case E2e -> latency(it, Gate.Span.E2E, vsStable, dryRun);
      case CacheHitRate ->
          new Gate.CacheHitRate(it.name(), number(it.min()), number(vsStable.minRatio()), dryRun);
      case OutputTokensPerSecond ->
          new Gate.OutputTokensPerSecond(
              it.name(),
              requireNonNullElse(number(it.quantile()), SPEED_QUANTILE),
              number(it.min()),
              number(vsStable.minRatio()),
              dryRun);
    };
  }

  private static Gate latency(GateMetric it, Gate.Span span, VsStable vsStable, boolean dryRun) {
    return new Gate.Latency(
        it.name(),
        span,
        requireNonNullElse(number(it.quantile()), LATENCY_QUANTILE),
        it.max() == null ? null : Durations.parse(it.max()),
        number(vsStable.maxRatio()),
        dryRun);
  }

  private static Gate query(GateMetric it, boolean dryRun) {
    return new QueryGate(
        it.name(),
        requireNonNullElse(it.query(), ""),
        number(it.max()),
        number(it.min()),
        Durations.parse(requireNonNullElse(it.interval(), QUERY_INTERVAL)),
        dryRun);
  }

  private static @Nullable Double number(@Nullable String text) {
    return text == null ? null : Double.valueOf(text);
  }
}
