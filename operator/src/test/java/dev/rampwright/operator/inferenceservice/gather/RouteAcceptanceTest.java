package dev.rampwright.operator.inferenceservice.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Accepted;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Pending;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Refused;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteAcceptanceTest {
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: chat, namespace: demo, generation: 3}
      spec:
        parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public, sectionName: http}]
      """;

  private static final String ANSWERED =
      ROUTE
          + """
          status:
            parents:
            - controllerName: example.com/gateway
              parentRef: {name: public, namespace: demo, sectionName: http}
              conditions:
              - {type: Accepted, status: "True", reason: Accepted, observedGeneration: 3}
              - {type: ResolvedRefs, status: "True", reason: ResolvedRefs, observedGeneration: 3}
              - {type: PartiallyInvalid, status: "False", reason: Fine, observedGeneration: 1}
          """;

  @Test
  void isAcceptedWhenEveryParentSaysSoOfThisGeneration() {
    assertThat(of(ANSWERED)).isEqualTo(new Accepted());
  }

  @Test
  void isPendingWithoutAnAnswer() {
    assertThat(of(ROUTE))
        .isEqualTo(
            new Pending(
                "no controller has answered for Gateway demo/public/http; see whether it exists"));
  }

  @Test
  void isPendingWhileTheAnswerIsOfAnOlderGeneration() {
    String older =
        ANSWERED.replace(
            "ResolvedRefs, observedGeneration: 3", "ResolvedRefs, observedGeneration: 2");

    assertThat(of(older))
        .isEqualTo(
            new Pending(
                "example.com/gateway has not looked at the route's generation 3 for Gateway"
                    + " demo/public/http yet"));
  }

  @Test
  void isPendingWhileOneOfTheConditionsIsMissing() {
    assertThat(of(ANSWERED.replace("type: ResolvedRefs", "type: Resolving")))
        .isInstanceOf(Pending.class);
  }

  @Test
  void isPendingWhileAnotherParentIsSilent() {
    String two = ANSWERED.replace("sectionName: http}]", "sectionName: http}, {name: internal}]");

    assertThat(of(two))
        .isEqualTo(
            new Pending(
                "no controller has answered for Gateway demo/internal; see whether it exists"));
  }

  @Test
  void anAnswerForAnotherListenerIsNone() {
    assertThat(of(ANSWERED.replace("namespace: demo, sectionName: http", "sectionName: https")))
        .isInstanceOf(Pending.class);
  }

  @Test
  void aRefusalIsToldInTheGatewaysOwnWords() {
    String refused =
        ANSWERED.replace(
            "{type: ResolvedRefs, status: \"True\", reason: ResolvedRefs,",
            "{type: ResolvedRefs, status: \"False\", reason: BackendNotFound,"
                + " message: no Service chat-1, lastTransitionTime: \"2026-01-01T00:00:00Z\",");

    assertThat(of(refused))
        .isEqualTo(
            new Refused(
                "example.com/gateway says for Gateway demo/public/http: ResolvedRefs is False,"
                    + " BackendNotFound: no Service chat-1",
                Optional.of(Instant.parse("2026-01-01T00:00:00Z"))));
  }

  @Test
  void aRefusalOutweighsASilence() {
    String refused =
        ANSWERED
            .replace("sectionName: http}]", "sectionName: http}, {name: internal}]")
            .replace(
                "{type: Accepted, status: \"True\", reason: Accepted,",
                "{type: Accepted, status: \"False\", reason: NotAllowedByListeners,");

    assertThat(of(refused))
        .isEqualTo(
            new Refused(
                "example.com/gateway says for Gateway demo/public/http: Accepted is False,"
                    + " NotAllowedByListeners",
                Optional.empty()));
  }

  private static RouteAcceptance of(String yaml) {
    return RouteAcceptance.of(Serialization.unmarshal(yaml, HTTPRoute.class));
  }
}
