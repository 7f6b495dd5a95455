package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.inferenceservice.status.Trouble;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.ramp.RollingBack;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what was decided: objects first, then the sidecars, then what is left over; in a rollback
 * those first by which a bad candidate still gets requests. What goes wrong is remembered until a
 * later pass succeeds, for the status was written before.
 */
public final class Appliance {
  private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);

  private final ObjectApply objects;
  private final RouteApply routes;
  private final SidecarApply sidecars;
  private final PreTrafficApply preTraffic;
  private final Retirement retirement;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  public Appliance(
      KubernetesClient client, String operatorNamespace, SidecarClient sidecars, Issuer issuer) {
    Applier applier = new Applier(client);
    this.objects = new ObjectApply(client, applier, issuer, operatorNamespace);
    this.routes = new RouteApply(applier);
    this.sidecars = new SidecarApply(sidecars);
    this.preTraffic = new PreTrafficApply(applier);
    this.retirement = new Retirement(applier);
  }

  /** Why the last pass for that service failed; empty if it did not. */
  public Optional<Trouble> trouble(String serviceUid) {
    return Optional.ofNullable(troubles.get(serviceUid));
  }

  /**
   * Applies a decision.
   *
   * @return whether all sidecars were right already, a route is accepted, and nothing went wrong
   */
  public boolean apply(Gathered seen, Decision decision) {
    String uid = seen.identity().uid();
    // Users meet a bad candidate until the splits change; whatever else there is to do can wait.
    boolean urgent = decision.ramp().next() instanceof RollingBack;
    boolean told = urgent && sidecars.apply(seen, decision);
    try {
      RouteApply.Result route;
      if (urgent) {
        route = routes.apply(seen, decision);
        objects.apply(seen, decision);
      } else {
        objects.apply(seen, decision);
        // Before the Service: a gateway that splits follows a promotion no later than it.
        route = routes.apply(seen, decision);
      }
      objects.applyEntry(seen, decision);
      boolean pushed = urgent ? told : sidecars.apply(seen, decision);
      preTraffic.apply(seen, decision);
      retirement.apply(seen, decision);
      route
          .trouble()
          .ifPresent(it -> LOG.warn("no route to {}: {}", seen.identity().name(), it.message()));
      @Nullable Trouble before = remember(uid, route.trouble().orElse(null));
      return before == null && !pushed && route.resting();
    } catch (BlockedException e) {
      troubles.put(uid, new Trouble(e.reason(), String.valueOf(e.getMessage())));
    } catch (KubernetesClientException e) {
      LOG.warn("cannot apply {}: {}", seen.identity().name(), e.getMessage());
      troubles.put(uid, new Trouble(Reason.ApplyFailed, String.valueOf(e.getMessage())));
    }
    return false;
  }

  /** What was remembered before. */
  private @Nullable Trouble remember(String uid, @Nullable Trouble trouble) {
    return trouble == null ? troubles.remove(uid) : troubles.put(uid, trouble);
  }
}
