package dev.rampwright.operator.inferenceservice.gather;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Accepted;
import dev.rampwright.operator.kube.Owners;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the HTTPRoutes of services that have one, pass by pass as it asks their sidecars: a
 * watch would need the Gateway API in every cluster, at the operator's start.
 */
public final class RouteReader {
  private static final String API = "gateway.networking.k8s.io/v1";
  private static final String PLURAL = "httproutes";
  private static final int MAX_ROUTES = 4096;

  private final KubernetesClient client;

  /** Forgetting is harmless: who waits since the acceptance waits once more. */
  private final Map<String, Mark> accepted = new ConcurrentHashMap<>();

  private record Mark(long generation, Instant at) {}

  public RouteReader(KubernetesClient client) {
    this.client = client;
  }

  RouteView read(InferenceService service, Instant now) {
    boolean wanted = service.getSpec().route() != null;
    if (!wanted && !isRecorded(service.getStatus())) {
      return new RouteView.Absent();
    }
    try {
      @Nullable HTTPRoute route =
          client
              .resources(HTTPRoute.class)
              .inNamespace(service.getMetadata().getNamespace())
              .withName(service.getMetadata().getName())
              .get();
      if (route != null) {
        return Owners.isControlledBy(route, service) ? found(route, now) : new RouteView.Absent();
      }
      return isServed() ? new RouteView.Absent() : new RouteView.ApiMissing();
    } catch (KubernetesClientException e) {
      return new RouteView.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** One that is wanted no more is looked for until it is seen to be gone. */
  private static boolean isRecorded(@Nullable InferenceServiceStatus status) {
    return status != null && status.traffic() != null && status.traffic().route() != null;
  }

  /** Both answer a GET with 404: an API that is missing, and an object that is. */
  private boolean isServed() {
    @Nullable APIResourceList resources = client.getApiResources(API);
    return resources != null
        && resources.getResources().stream().anyMatch(it -> PLURAL.equals(it.getName()));
  }

  private RouteView found(HTTPRoute route, Instant now) {
    RouteAcceptance acceptance = RouteAcceptance.of(route);
    String uid = route.getMetadata().getUid();
    if (!(acceptance instanceof Accepted)) {
      accepted.remove(uid);
      return new RouteView.Found(route, acceptance, Optional.empty());
    }
    long generation = requireNonNullElse(route.getMetadata().getGeneration(), 0L);
    if (accepted.size() >= MAX_ROUTES) {
      accepted.clear();
    }
    Mark mark =
        accepted.compute(
            uid,
            (_, old) ->
                old != null && old.generation() == generation ? old : new Mark(generation, now));
    return new RouteView.Found(route, acceptance, Optional.of(mark.at()));
  }
}
