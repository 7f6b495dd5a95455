package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Accepted;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Pending;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Refused;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.router.GatewayRouter;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the Gateways lead requests to the service as they were asked to.
 *
 * @param truth the condition's status
 * @param why its reason and message
 * @param stalls whether only a person can help
 */
record RouteCondition(Truth truth, Explanation why, boolean stalls) {
  private static final String TYPE = "RouteReady";

  /** A gateway may refuse for a moment what it has not seen all parts of. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Empty for a service that has no route. */
  static Optional<RouteCondition> of(Gathered seen, Decision decision) {
    if (seen.service().getSpec().route() == null) {
      return decision.router() instanceof GatewayRouter
          ? Optional.of(
              no(
                  Reason.RouteRemoved,
                  "the ramp began with router Gateway, and spec.route was taken away",
                  true))
          : Optional.empty();
    }
    return Optional.of(
        switch (seen.route()) {
          case RouteView.Absent _ ->
              no(Reason.RoutePending, "the HTTPRoute is not there yet", false);
          case RouteView.ApiMissing _ ->
              no(
                  Reason.GatewayApiMissing,
                  "the cluster has no HTTPRoute of gateway.networking.k8s.io/v1",
                  true);
          case RouteView.Unreadable it ->
              no(Reason.ApplyFailed, "the HTTPRoute cannot be read: " + it.message(), false);
          case RouteView.Found it -> found(seen, it);
        });
  }

  /** With this condition, or without it where there is no route. */
  static Conditions on(Conditions conditions, Optional<RouteCondition> route) {
    return route
        .map(it -> conditions.with(TYPE, it.truth(), it.why().reason(), it.why().message()))
        .orElseGet(() -> conditions.without(TYPE));
  }

  /** Why only a person can help; empty if that is not so. */
  Optional<Explanation> stall() {
    return stalls ? Optional.of(why) : Optional.empty();
  }

  /** What is waited for; empty if nothing is. */
  Optional<Explanation> settling() {
    return truth == Truth.True || stalls ? Optional.empty() : Optional.of(why);
  }

  private static RouteCondition found(Gathered seen, RouteView.Found found) {
    return switch (found.acceptance()) {
      case Accepted _ ->
          new RouteCondition(
              Truth.True,
              new Explanation(
                  Reason.RouteAccepted, "every Gateway of spec.route has accepted the HTTPRoute"),
              false);
      case Pending it -> no(Reason.RoutePending, it.message(), false);
      case Refused it ->
          no(
              Reason.RouteNotAccepted,
              it.message(),
              it.since().filter(at -> seen.now().isBefore(at.plus(PATIENCE))).isEmpty());
    };
  }

  private static RouteCondition no(Reason reason, String message, boolean stalls) {
    return new RouteCondition(Truth.False, new Explanation(reason, message), stalls);
  }
}
