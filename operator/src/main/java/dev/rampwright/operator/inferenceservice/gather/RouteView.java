package dev.rampwright.operator.inferenceservice.gather;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What there is of a service's HTTPRoute. */
public sealed interface RouteView {
  /** It is not there, or nobody wants to know. */
  record Absent() implements RouteView {}

  /** The cluster has no Gateway API. */
  record ApiMissing() implements RouteView {}

  /** The API server did not show it. */
  record Unreadable(String message) implements RouteView {}

  /**
   * It is there, and the operator's.
   *
   * @param route as the API server has it; not to be modified
   * @param acceptance what the gateways say of it
   * @param acceptedAt when they were first seen to have accepted this generation of it; empty while
   *     they have not
   */
  record Found(HTTPRoute route, RouteAcceptance acceptance, Optional<Instant> acceptedAt)
      implements RouteView {
    /**
     * Between a route's acceptance and the moment when it is taken to be in force: the API has no
     * word for that, and gateways take some seconds to have their proxies follow.
     */
    public static final Duration SETTLE = Duration.ofSeconds(5);

    /** Whether the gateways have accepted it, and their proxies have had time to follow. */
    public boolean hasSettled(Instant now) {
      return acceptedAt.filter(at -> !now.isBefore(at.plus(SETTLE))).isPresent();
    }
  }
}
