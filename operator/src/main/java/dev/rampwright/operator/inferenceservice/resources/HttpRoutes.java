package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.api.inferenceservice.RouteSpec.ParentRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The HTTPRoute of a service. Its rule is replaced as a whole: the API has no finer merge. */
public final class HttpRoutes {
  /** Annotation with the epoch whose weights the route has. */
  public static final String EPOCH = Api.GROUP + "/epoch";

  private static final int PORT = 80;

  private HttpRoutes() {}

  /**
   * One Service that takes a share.
   *
   * @param service its name
   * @param weight above 0: some gateways send requests to a backend of weight 0
   */
  public record Backend(String service, int weight) {
    public Backend {
      if (weight < 1) {
        throw new IllegalArgumentException(
            "%s must be left out at weight %d".formatted(service, weight));
      }
    }
  }

  /**
   * The route.
   *
   * @param wish where from
   * @param epoch of the weights; empty where the route does not split
   * @param backends where to, at least one
   */
  public static HTTPRoute of(
      Identity service, RouteSpec wish, OptionalLong epoch, List<Backend> backends) {
    HTTPRoute route =
        new HTTPRouteBuilder()
            .withMetadata(service.metadata(service.name()))
            .withNewSpec()
            .withParentRefs(wish.parentRefs().stream().map(HttpRoutes::parent).toList())
            .withHostnames(requireNonNullElse(wish.hostnames(), List.<String>of()))
            .addNewRule()
            .withBackendRefs(backends.stream().map(HttpRoutes::backend).toList())
            .endRule()
            .endSpec()
            .build();
    epoch.ifPresent(
        number -> route.getMetadata().setAnnotations(Map.of(EPOCH, Long.toString(number))));
    return route;
  }

  private static ParentReference parent(ParentRef wish) {
    return new ParentReferenceBuilder()
        .withName(wish.name())
        .withNamespace(wish.namespace())
        .withSectionName(wish.sectionName())
        .build();
  }

  private static HTTPBackendRef backend(Backend backend) {
    return new HTTPBackendRefBuilder()
        .withName(backend.service())
        .withPort(PORT)
        .withWeight(backend.weight())
        .build();
  }
}
