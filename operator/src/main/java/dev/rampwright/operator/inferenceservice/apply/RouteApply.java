package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.status.Trouble;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the service's HTTPRoute to what was decided. What goes wrong with it keeps nothing else
 * from being done: the Service must lead away from a bad revision whatever a gateway's webhook
 * says.
 */
final class RouteApply {
  private final Applier applier;

  RouteApply(Applier applier) {
    this.applier = applier;
  }

  /**
   * What became of it.
   *
   * @param trouble why it is not as it must be; empty if it is
   * @param resting whether there is nothing to wait for
   */
  record Result(Optional<Trouble> trouble, boolean resting) {}

  Result apply(Gathered seen, Decision decision) {
    // Whose absence the status tells already.
    if (seen.route() instanceof RouteView.ApiMissing) {
      return new Result(Optional.empty(), true);
    }
    try {
      return new Result(
          Optional.empty(),
          decision
              .router()
              .route(seen, decision.ramp().next(), decision.plan())
              .map(route -> put(seen, route))
              .orElseGet(() -> remove(seen)));
    } catch (BlockedException e) {
      return failed(e.reason(), e);
    } catch (KubernetesClientException e) {
      return failed(Reason.ApplyFailed, e);
    }
  }

  private static Result failed(Reason reason, RuntimeException e) {
    return new Result(Optional.of(new Trouble(reason, String.valueOf(e.getMessage()))), false);
  }

  private boolean put(Gathered seen, HTTPRoute desired) {
    @Nullable HTTPRoute actual =
        seen.route() instanceof RouteView.Found found ? found.route() : null;
    boolean written = applier.apply(seen.service(), desired, actual).written();
    return !written
        && seen.route() instanceof RouteView.Found found
        && found.hasSettled(seen.now());
  }

  private boolean remove(Gathered seen) {
    if (seen.route() instanceof RouteView.Found found) {
      applier.delete(seen.service(), found.route());
      return false;
    }
    return true;
  }
}
