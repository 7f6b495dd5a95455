package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.TrafficStatus;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.GatewayApi;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ramps by an HTTPRoute against a real API server with the Gateway API's own definition; the
 * gateway's controller is played.
 */
@ExtendWith(ApiServerExtension.class)
class GatewayIT {
  private static final String PLAIN =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
        serving: {requestTimeout: 5m}
        rollout:
          scaleDownDelay: 0s
          traffic: {router: ROUTER}
          steps:
          - {weight: 10, hold: 0s, maxHold: 10m}
          - {weight: 100, hold: 0s, maxHold: 10m}
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  private static final String ROUTE = "  route: {parentRefs: [{name: public, namespace: edge}]}\n";
  private static final String CHAT = PLAIN.replace("ROUTER", "Gateway") + ROUTE;
  private static final String NEXT = CHAT.replace("contextLength: 1024", "contextLength: 2048");
  private static final String SIDECAR = PLAIN.replace("ROUTER", "Sidecar");

  private final ServiceScene scene;
  private final GatewayApi api;
  private final FakeGateway gateway;

  GatewayIT(ApiServer server) {
    scene = new ServiceScene(server);
    api = new GatewayApi(scene.client);
    gateway = new FakeGateway(scene.client, scene.namespace);
  }

  @AfterEach
  void close() {
    gateway.close();
    scene.close();
  }

  @Test
  void aGoodCandidateTakesOverByTheWeightsOfTheRoute() {
    String stable = serving();

    scene.apply(NEXT);
    scene.awaitState("Ramping", 10);
    String candidate = requireNonNull(scene.status().candidateRevision());
    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));

    assertThat(gateway.backends())
        .containsExactly(
            "chat-%s=100".formatted(stable),
            "chat-%s=90 chat-%s=10".formatted(stable, candidate),
            "chat-%s=100".formatted(candidate));
    assertThat(scene.node.weightsTakenBy("chat-")).as("no sidecar splits").containsOnly(0);
    assertThat(Owners.isControlledBy(requireNonNull(route().get()), scene.service())).isTrue();
    assertThat(requireNonNull(scene.status().traffic()))
        .extracting(TrafficStatus::router, TrafficStatus::route)
        .containsExactly("Gateway", "chat");
  }

  @Test
  void aBadCandidateIsJudgedByItsOwnCountsAndLeavesTheRoute() {
    String stable = serving();
    scene.node.answersFail(0.3);

    scene.apply(NEXT);
    scene.awaitCondition("Stalled", "True", "RolledBack");

    assertThat(requireNonNull(scene.status().failedRevisions()).getFirst().reason())
        .isEqualTo("GateFailed");
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.backends())
                    .hasSize(3)
                    .last()
                    .isEqualTo("chat-%s=100".formatted(stable)));
  }

  @Test
  void aRouteThatIsNotAcceptedHoldsTheRampAndStatusSaysWhy() {
    serving();
    gateway.refuse("no listener takes chat.example.com");
    scene.apply(NEXT);

    scene.awaitState("Ramping", 10);
    scene.awaitCondition("RouteReady", "False", "RouteNotAccepted");

    assertThat(scene.condition("RouteReady").map(Condition::getMessage))
        .hasValue(
            "example.com/fake-gateway says for Gateway edge/public: Accepted is False,"
                + " NoMatchingListenerHostname: no listener takes chat.example.com");
    assertThat(requireNonNull(scene.status().traffic()).ackedEntryPods()).isZero();
    assertThat(requireNonNull(scene.status().rollout()).stepStartedAt()).isNull();
    String candidate = requireNonNull(scene.status().candidateRevision());
    gateway.refuse("");
    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
  }

  @Test
  void aClusterMayHaveNoGatewayApiAndGetItLater() {
    api.install();
    api.remove();
    scene.apply(CHAT);
    scene.startOperator();

    scene.awaitCondition("RouteReady", "False", "GatewayApiMissing");
    scene.awaitCondition("Ready", "True", "RevisionReady");
    scene.awaitCondition("Stalled", "True", "GatewayApiMissing");

    api.install();
    // A live edit wakes the operator before it would look again by itself.
    scene.apply(CHAT.replace("5m", "6m"));
    scene.awaitCondition("RouteReady", "True", "RouteAccepted");
    scene.awaitStatus("at rest", status -> scene.condition("Stalled").isEmpty());
  }

  @Test
  void theRouteFollowsTheSpecAndNobodyElse() {
    api.install();
    scene.apply(SIDECAR + ROUTE);
    scene.startOperator();
    scene.awaitCondition("RouteReady", "True", "RouteAccepted");
    assertThat(gateway.backends()).containsExactly("chat=100");

    HTTPRoute edited =
        route()
            .edit(
                it -> {
                  backendsOf(it)
                      .add(
                          new HTTPBackendRefBuilder()
                              .withName("theirs")
                              .withPort(80)
                              .withWeight(1)
                              .build());
                  return it;
                });
    assertThat(backendsOf(edited)).hasSize(2);
    scene.apply(SIDECAR.replace("5m", "6m") + ROUTE);
    await()
        .untilAsserted(
            () ->
                assertThat(backendsOf(requireNonNull(route().get())))
                    .extracting(it -> it.getName() + "=" + it.getWeight())
                    .containsExactly("chat=100"));

    scene.apply(SIDECAR);
    scene.awaitStatus(
        "no route any more", status -> requireNonNull(status.traffic()).route() == null);
    assertThat(route().get()).isNull();
    assertThat(scene.condition("RouteReady")).isEmpty();
  }

  private static List<HTTPBackendRef> backendsOf(HTTPRoute route) {
    return route.getSpec().getRules().getFirst().getBackendRefs();
  }

  private String serving() {
    api.install();
    scene.apply(CHAT);
    scene.startOperator();
    scene.awaitCondition("RouteReady", "True", "RouteAccepted");
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    scene.awaitStatus("in force", status -> requireNonNull(status.traffic()).ackedEntryPods() == 1);
    return requireNonNull(scene.status().stableRevision());
  }

  private Resource<HTTPRoute> route() {
    return scene.client.resources(HTTPRoute.class).inNamespace(scene.namespace).withName("chat");
  }
}
