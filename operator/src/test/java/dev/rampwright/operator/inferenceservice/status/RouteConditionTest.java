package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Accepted;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Pending;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance.Refused;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.play.Play;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteConditionTest {
  private static final String ROUTE = "route: {parentRefs: [{name: public}]}\n";
  private static final String GATEWAY = "  traffic: {router: Gateway}\n" + ROUTE;

  private final Play play = new Play(Play.SPEC + GATEWAY);

  @Test
  void withoutARouteThereIsNoneToTellOf() {
    Play other = new Play(Play.SPEC);
    other.serving();

    assertThat(other.condition("RouteReady")).isEmpty();
    assertThat(requireNonNull(other.status().traffic()).route()).isNull();
  }

  @Test
  void anAcceptedRouteIsReady() {
    play.serving();
    play.routed(new Accepted()).pass();

    assertThat(play.condition("RouteReady")).contains("True/RouteAccepted");
    assertThat(play.condition("Progressing")).contains("False/RolloutIdle");
    assertThat(requireNonNull(play.status().traffic()).route()).isEqualTo("chat");
  }

  @Test
  void aSilentGatewayIsWaitedFor() {
    play.serving();
    play.routed(new Pending("no controller has answered")).pass();

    assertThat(play.condition("RouteReady")).contains("False/RoutePending");
    assertThat(play.condition("Reconciling")).contains("True/RoutePending");
    assertThat(play.condition("Ready")).as("of the pods").contains("True/RevisionReady");
  }

  @Test
  void aRefusalStallsOnceItHasLasted() {
    play.serving();
    play.pass();
    play.routed(new Refused("no", Optional.of(play.seen().now()))).pass();
    assertThat(play.condition("RouteReady")).contains("False/RouteNotAccepted");
    assertThat(play.condition("Stalled")).isEmpty();

    play.later(Duration.ofSeconds(30)).pass();

    assertThat(play.condition("Stalled")).contains("True/RouteNotAccepted");
    assertThat(play.condition("Reconciling")).isEmpty();
  }

  @Test
  void aClusterWithoutTheApiIsTold() {
    play.route(new RouteView.ApiMissing());
    play.serving();

    assertThat(play.condition("RouteReady")).contains("False/GatewayApiMissing");
    assertThat(play.condition("Stalled")).contains("True/GatewayApiMissing");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
  }

  @Test
  void aRampThatTheSidecarsSplitGoesOnWhateverAGatewaySays() {
    play.spec(Play.SPEC + ROUTE).serving();
    play.route(new RouteView.ApiMissing());
    play.spec(Play.NEXT.replace("hold: 0s", "hold: 1h") + ROUTE).pass();
    play.ready(play.candidate(), 1).pass();
    play.pass();

    assertThat(play.condition("Stalled")).isEmpty();
    assertThat(play.condition("Progressing")).contains("True/Ramping");
    assertThat(requireNonNull(play.status().traffic()).ackedEntryPods()).isEqualTo(1);
  }

  @Test
  void oneThatTheGatewaySplitsHolds() {
    play.serving();
    play.route(new RouteView.ApiMissing());
    play.spec(Play.NEXT + GATEWAY).pass();
    play.ready(play.candidate(), 1).pass();
    play.later(Duration.ofMinutes(5)).pass();

    assertThat(play.condition("Stalled")).contains("True/GatewayApiMissing");
    assertThat(requireNonNull(play.status().rollout()).state()).isEqualTo("Ramping");
    assertThat(requireNonNull(play.status().rollout()).stepStartedAt()).isNull();
    assertThat(requireNonNull(play.status().traffic()).ackedEntryPods()).isZero();
  }
}
