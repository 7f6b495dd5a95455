package dev.rampwright.operator.inferenceservice.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Events;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.RampReason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final Play play = new Play(Play.SPEC);

  @Test
  void everyWordOfTheRampIsAReason() {
    assertThat(Arrays.stream(Reason.values()).map(Enum::name))
        .containsAll(Arrays.stream(RampReason.values()).map(RampReason::word).toList());
  }

  @Test
  void aTransitionIsToldOnce() {
    play.pass();
    play.ready(play.candidate(), 1);

    assertThat(notices()).extracting(Notice::reason).contains(Reason.RevisionReady);
    assertThat(notices()).isEmpty();
  }

  @Test
  void aServiceThatIsNotReadyAnyMoreIsAWarning() {
    String hash = play.serving();
    play.loading(hash);

    assertThat(notices())
        .singleElement()
        .satisfies(it -> assertThat(it.type()).isEqualTo(Events.Type.Warning))
        .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.ModelLoading));
  }

  @Test
  void aMissingTokenCacheIsAWarning() {
    play.spec(Play.SPEC + "cache: {tokenCacheRef: {name: agents}}\n");

    assertThat(notices()).extracting(Notice::reason).containsExactly(Reason.TokenCacheNotFound);
    assertThat(notices()).isEmpty();
  }

  @Test
  void aSpecThatMakesNoSenseIsAWarning() {
    play.serving();
    play.spec(Play.SPEC.replace("max: \"0.05\"", "max: \"0\""));

    assertThat(notices()).extracting(Notice::reason).containsExactly(Reason.InvalidSpec);
    assertThat(notices()).isEmpty();
  }

  private List<Notice> notices() {
    @Nullable InferenceServiceStatus old = play.service().getStatus();
    Decision decision = play.pass();
    return Notices.of(old, play.status(), decision, play.seen().now());
  }
}
