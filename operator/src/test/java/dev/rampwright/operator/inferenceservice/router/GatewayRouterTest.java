package dev.rampwright.operator.inferenceservice.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.Outcomes;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Accepted;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Pending;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.router.Router.Acknowledgement;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Counting;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayRouterTest {
  private static final String GATEWAY =
      """
        traffic: {router: Gateway}
      route: {parentRefs: [{name: public}]}
      """;

  private static final String SLOW = "hold: 1h";

  private static final EpochOutcomes GOOD =
      new EpochOutcomes(new Outcomes(900, 900, Map.of()), new Outcomes(100, 100, Map.of()));

  private final Play play = new Play(Play.SPEC + GATEWAY);

  @Test
  void aShareIsInForceOnceTheRouteIsAcceptedAndHasSettled() {
    Decision first = ramping(SLOW);

    assertThat(acknowledged(first)).as("an older route").isEqualTo(new Acknowledgement(2, 0));
    play.routed(new Pending("not yet"));
    assertThat(acknowledged(first)).isEqualTo(new Acknowledgement(2, 0));
    play.routed(new Accepted());
    assertThat(acknowledged(first)).as("not settled").isEqualTo(new Acknowledgement(2, 0));
    play.later(RouteView.Found.SETTLE);
    assertThat(acknowledged(first)).isEqualTo(new Acknowledgement(2, 2));

    play.pass();
    assertThat(requireNonNull(play.status().rollout()).stepStartedAt()).isNotNull();
    assertThat(requireNonNull(play.status().traffic()).ackedEntryPods()).isEqualTo(2);
    assertThat(requireNonNull(play.status().traffic()).router()).isEqualTo("Gateway");
  }

  @Test
  void anEditedRouteIsNotInForce() {
    Decision first = ramping(SLOW);
    play.routed(new Accepted()).later(RouteView.Found.SETTLE);
    HTTPRoute edited = route(first);
    edited.getSpec().getRules().getFirst().getBackendRefs().getFirst().setWeight(1);
    play.route(
        new RouteView.Found(
            edited, new Accepted(), ((RouteView.Found) play.gathered().route()).acceptedAt()));

    assertThat(acknowledged(first).acknowledged()).isZero();
  }

  @Test
  void everyRevisionsOwnPodsCountForIt() {
    Decision decision = ramping(SLOW);

    assertThat(decision.router().counts(play.gathered(), decision.ramp().next()))
        .extracting(it -> it.stats().core().revision() + " " + it.of())
        .containsExactly(
            decision.ramp().entryRevision() + " " + Counting.BOTH_SIDES,
            play.candidate() + " " + Counting.CANDIDATE_ONLY);
  }

  @Test
  void whoeverHasNoShareIsLeftOutOfTheRoute() {
    String stable = play.serving();
    Decision idle = settle(play.pass());
    assertThat(backends(idle)).containsExactly("chat-" + stable + ":80=100");

    Decision first = ramping("hold: 0s");
    String candidate = play.candidate();
    assertThat(backends(first))
        .containsExactly("chat-" + stable + ":80=90", "chat-" + candidate + ":80=10");
    assertThat(route(first).getMetadata().getAnnotations()).containsEntry(HttpRoutes.EPOCH, "2");

    Decision last = passStep();
    assertThat(backends(last)).containsExactly("chat-" + candidate + ":80=100");
  }

  @Test
  void aPromotionWaitsForTheGateway() {
    ramping("hold: 0s");
    String candidate = play.candidate();
    passStep();
    passStep();
    assertThat(state()).isEqualTo("Promoting");
    play.routed(new Pending("busy")).pass();
    play.pass();
    assertThat(state()).as("the Service leads there already").isEqualTo("Promoting");

    play.routed(new Accepted()).later(RouteView.Found.SETTLE).pass();

    assertThat(state()).isEqualTo("Draining");
    assertThat(play.seen().entryRevisions()).containsExactly(candidate);
  }

  @Test
  void aRollbackWaitsForTheGateway() {
    ramping(SLOW);
    play.routed(new Accepted()).later(RouteView.Found.SETTLE).pass();
    play.command("abort/" + play.candidate() + "/now").pass();
    assertThat(state()).isEqualTo("RollingBack");
    play.pass();
    assertThat(state()).as("the gateway still has the old route").isEqualTo("RollingBack");

    play.routed(new Accepted()).later(RouteView.Found.SETTLE).pass();

    assertThat(state()).isEqualTo("RolledBack");
  }

  @Test
  void aRampKeepsTheRouterThatItBeganWith() {
    ramping("hold: 0s");
    String candidate = play.candidate();
    play.spec(Play.NEXT);

    Decision decision = play.pass();

    assertThat(decision.router()).isInstanceOf(GatewayRouter.class);
    assertThat(decision.router().route(play.seen(), decision.ramp().next(), decision.plan()))
        .as("spec.route is live")
        .isEmpty();
    assertThat(play.condition("RouteReady")).contains("False/RouteRemoved");
    assertThat(acknowledged(decision).acknowledged()).isZero();
    play.route(new RouteView.Absent());
    play.command("promote-full/" + candidate + "/now").pass();
    for (int pass = 0; pass < 5; pass++) {
      play.later(Duration.ofSeconds(1)).pass();
    }
    assertThat(state()).isEqualTo("Idle");
    assertThat(play.pass().router()).isInstanceOf(SidecarRouter.class);
    assertThat(play.condition("RouteReady")).isEmpty();
  }

  @Test
  void whereTheSidecarsSplitARouteLeadsToTheEntryService() {
    play.spec(Play.SPEC + "route: {parentRefs: [{name: public}], hostnames: [chat.example.com]}\n");
    play.serving();
    Decision decision = play.pass();

    assertThat(backends(decision)).containsExactly("chat:80=100");
    assertThat(route(decision).getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(route(decision).getSpec().getHostnames()).containsExactly("chat.example.com");
  }

  /** Brings a candidate to the first step; its pods and the stable revision's are one each. */
  private Decision ramping(String hold) {
    if (play.service().getStatus() == null) {
      play.serving();
    }
    settle(play.pass());
    play.spec(Play.NEXT.replace("hold: 0s", hold) + GATEWAY).pass();
    play.ready(play.candidate(), 1);
    return play.pass();
  }

  private Decision settle(Decision decision) {
    play.routed(new Accepted()).later(RouteView.Found.SETTLE);
    return decision;
  }

  private Decision passStep() {
    play.routed(new Accepted()).later(RouteView.Found.SETTLE).outcomes(GOOD).pass();
    return play.outcomes(GOOD).pass();
  }

  private String state() {
    return requireNonNull(play.status().rollout()).state();
  }

  private Acknowledgement acknowledged(Decision decision) {
    Gathered seen = play.gathered();
    return decision.router().acknowledgement(seen, decision.ramp().next(), decision.plan());
  }

  private HTTPRoute route(Decision decision) {
    return decision
        .router()
        .route(play.seen(), decision.ramp().next(), decision.plan())
        .orElseThrow();
  }

  private List<String> backends(Decision decision) {
    return route(decision).getSpec().getRules().getFirst().getBackendRefs().stream()
        .map(it -> "%s:%d=%d".formatted(it.getName(), it.getPort(), it.getWeight()))
        .toList();
  }
}
