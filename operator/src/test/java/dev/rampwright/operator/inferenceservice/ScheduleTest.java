package dev.rampwright.operator.inferenceservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.Starting;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Spread EXACT = new Spread(() -> 0);

  private final Play play = new Play(Play.SPEC);

  @Test
  void looksEverySecondWhileSomethingMoves() {
    play.serving();
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1);
    play.pass();
    Decision decision = play.later(Duration.ofSeconds(1)).pass();

    assertThat(decision.ramp().next()).isInstanceOf(Ramping.class);
    assertThat(Schedule.next(play.seen(), decision, true, EXACT)).isEqualTo(Schedule.MOVING);
  }

  @Test
  void waitsForPodsThatLoadWithoutHurry() {
    Decision decision = play.pass();

    assertThat(decision.ramp().next()).isInstanceOf(Starting.class);
    assertThat(Schedule.next(play.seen(), decision, true, EXACT)).isEqualTo(Schedule.LOADING);
    assertThat(Schedule.next(play.seen(), decision, false, EXACT)).isEqualTo(Schedule.MOVING);
  }

  @Test
  void looksSeldomAtAServiceAtRest() {
    play.serving();
    Decision decision = play.pass();

    assertThat(Schedule.next(play.seen(), decision, true, EXACT)).isEqualTo(Schedule.IDLE);
    assertThat(Schedule.next(play.seen(), decision, false, EXACT)).isEqualTo(Schedule.MOVING);
  }

  @Test
  void itsOwnStatusDoesNotWakeTheReconcilerButAUsersEditDoes() {
    assertThat(
            isWorthALook(
                it ->
                    it.setStatus(
                        ContractJson.read("{\"url\":\"x\"}", InferenceServiceStatus.class))))
        .isFalse();
    assertThat(isWorthALook(it -> it.getMetadata().setGeneration(9L))).isTrue();
    assertThat(isWorthALook(it -> it.getMetadata().setAnnotations(Map.of("a", "b")))).isTrue();
    assertThat(isWorthALook(it -> it.getMetadata().setLabels(Map.of("a", "b")))).isTrue();
    assertThat(isWorthALook(it -> it.getMetadata().setDeletionTimestamp("now"))).isTrue();
  }

  private boolean isWorthALook(Consumer<InferenceService> edit) {
    InferenceService next = new Play(Play.SPEC).service();
    edit.accept(next);
    return InferenceServiceController.isWorthALook(next, play.service());
  }
}
