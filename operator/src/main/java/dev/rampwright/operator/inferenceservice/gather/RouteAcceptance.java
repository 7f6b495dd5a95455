package dev.rampwright.operator.inferenceservice.gather;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the gateways say of a route as it is now; pure. */
public sealed interface RouteAcceptance {
  /** Every gateway takes it, with all its backends. */
  record Accepted() implements RouteAcceptance {}

  /** At least one has not looked at it yet. */
  record Pending(String message) implements RouteAcceptance {}

  /**
   * At least one will not have it.
   *
   * @param message in its own words
   * @param since when it said so first; empty if it does not say when
   */
  record Refused(String message, Optional<Instant> since) implements RouteAcceptance {}

  /** Both must be True of every parent; other conditions are the gateways' own. */
  List<String> CONDITIONS = List.of("Accepted", "ResolvedRefs");

  /** Reads a route's status; what it says of an older generation does not count. */
  static RouteAcceptance of(HTTPRoute route) {
    List<RouteAcceptance> answers =
        route.getSpec().getParentRefs().stream().flatMap(it -> answers(route, it)).toList();
    return answers.stream()
        .filter(Refused.class::isInstance)
        .findFirst()
        .or(() -> answers.stream().filter(Pending.class::isInstance).findFirst())
        .orElseGet(Accepted::new);
  }

  private static Stream<RouteAcceptance> answers(HTTPRoute route, ParentReference parent) {
    List<RouteParentStatus> statuses =
        Stream.ofNullable(route.getStatus())
            .flatMap(status -> Stream.ofNullable(status.getParents()).flatMap(List::stream))
            .filter(status -> isOf(route, parent, status.getParentRef()))
            .toList();
    if (statuses.isEmpty()) {
      return Stream.of(
          new Pending(
              "no controller has answered for Gateway %s; see whether it exists"
                  .formatted(name(route, parent))));
    }
    return statuses.stream()
        .flatMap(status -> CONDITIONS.stream().map(type -> answer(route, parent, status, type)));
  }

  private static RouteAcceptance answer(
      HTTPRoute route, ParentReference parent, RouteParentStatus status, String type) {
    @Nullable Condition condition =
        Stream.ofNullable(status.getConditions())
            .flatMap(List::stream)
            .filter(it -> type.equals(it.getType()))
            .findFirst()
            .orElse(null);
    long generation = requireNonNullElse(route.getMetadata().getGeneration(), 0L);
    if (condition == null
        || requireNonNullElse(condition.getObservedGeneration(), 0L) < generation) {
      return new Pending(
          "%s has not looked at the route's generation %d for Gateway %s yet"
              .formatted(status.getControllerName(), generation, name(route, parent)));
    }
    if ("True".equals(condition.getStatus())) {
      return new Accepted();
    }
    String words = requireNonNullElse(condition.getMessage(), "").strip();
    return new Refused(
        "%s says for Gateway %s: %s is %s, %s%s"
            .formatted(
                status.getControllerName(),
                name(route, parent),
                type,
                condition.getStatus(),
                condition.getReason(),
                words.isEmpty() ? "" : ": " + words),
        instant(condition.getLastTransitionTime()));
  }

  private static boolean isOf(HTTPRoute route, ParentReference wanted, ParentReference found) {
    return name(route, wanted).equals(name(route, found))
        && Objects.equals(wanted.getPort(), found.getPort());
  }

  /** {@code namespace/name} and, where one is meant, the listener. */
  private static String name(HTTPRoute route, ParentReference parent) {
    String namespace =
        requireNonNullElse(parent.getNamespace(), route.getMetadata().getNamespace());
    String listener = parent.getSectionName() == null ? "" : "/" + parent.getSectionName();
    return namespace + "/" + parent.getName() + listener;
  }

  private static Optional<Instant> instant(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
