package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Events;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PauseStatusTest {
  private static final String SLOW = Play.SPEC.replace("hold: 0s", "hold: 1h, maxHold: 2h");
  private static final String NEXT = SLOW.replace("1024", "2048");
  private static final String PATIENT = NEXT.replace("gates: {", "gates: {onHoldExceeded: Pause, ");

  private final Play play = new Play(SLOW);

  @Test
  void aPauseThatSomebodyAskedForIsRest() {
    ramping(NEXT);
    play.spec(NEXT.replace("rollout:", "rollout:\n  paused: true")).pass();

    assertThat(rollout().state()).isEqualTo("Paused");
    assertThat(rollout().pausedBy()).isEqualTo("Spec");
    assertThat(play.condition("Progressing")).contains("False/Paused");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(play.condition("Stalled")).isEmpty();
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(message("Progressing")).contains("10%").contains("paused to false");
    assertThat(requireNonNull(rollout().history()).getFirst().to()).isEqualTo("Paused(0)");
    assertThat(rollout().verdicts()).isNotEmpty();
  }

  @Test
  void aPauseByCommandSaysHowToGoOn() {
    ramping(NEXT);
    play.command("pause/" + play.candidate() + "/t1").pass();

    assertThat(message("Progressing")).contains("resume/" + play.candidate() + "/<token>");
  }

  @Test
  void aPauseThatNobodyAskedForWaitsForAPerson() {
    ramping(PATIENT);
    play.later(Duration.ofHours(2)).pass();

    assertThat(rollout().state()).isEqualTo("Paused");
    assertThat(rollout().pausedBy()).isEqualTo("HoldExceeded");
    assertThat(play.condition("Stalled")).contains("True/HoldExceeded");
    assertThat(play.condition("RolloutHealthy")).contains("False/HoldExceeded");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(message("Stalled")).contains("promote/" + play.candidate() + "/<token>");
  }

  @Test
  void aPauseBeforeTrafficIsTold() {
    play.serving();
    play.spec(NEXT.replace("rollout:", "rollout:\n  paused: true")).pass();

    assertThat(play.condition("Progressing")).contains("True/Preparing");
    assertThat(message("Progressing")).endsWith("then it waits, for the rollout is paused");

    play.ready(play.candidate(), 1).pass();

    assertThat(rollout().state()).isEqualTo("Preparing");
    assertThat(play.condition("Progressing")).contains("False/Paused");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(message("Progressing")).contains("ready and waits").contains("paused to false");
  }

  @Test
  void aPauseByCommandBeforeTrafficSaysHowToGoOn() {
    play.serving();
    play.spec(NEXT).pass();
    play.command("pause/" + play.candidate() + "/t1").pass();
    play.ready(play.candidate(), 1).pass();

    assertThat(play.condition("Progressing")).contains("False/Paused");
    assertThat(message("Progressing")).contains("resume/" + play.candidate() + "/<token>");
  }

  @Test
  void aHashThatStaysOutSaysWhatSetsItFree() {
    ramping(NEXT);
    String candidate = play.candidate();
    play.command("abort/" + candidate + "/t1").pass();
    play.gone(candidate).later(Duration.ofMinutes(1)).pass();
    play.pass();

    assertThat(play.condition("Stalled")).contains("True/RolledBack");
    assertThat(play.condition("RolloutHealthy")).contains("False/Aborted");
    assertThat(message("Stalled"))
        .endsWith(
            "ask for another revision, or annotate with rampwright.dev/command=retry/%s/<token>"
                .formatted(candidate));
    assertThat(requireNonNull(play.status().failedRevisions()).getFirst().reason())
        .isEqualTo("Aborted");
  }

  @Test
  void aCommandIsOneEventAWarningIfItIsIgnored() {
    ramping(NEXT);

    List<Notice> done = notices("pause/" + play.candidate() + "/t1");
    List<Notice> again = notices("pause/" + play.candidate() + "/t1");
    List<Notice> ignored = notices("pause/" + play.candidate() + "/t2");
    List<Notice> malformed = notices("nonsense");

    assertThat(done).extracting(Notice::reason).containsExactly(Reason.Paused, Reason.CommandDone);
    assertThat(again).isEmpty();
    assertThat(ignored)
        .singleElement()
        .satisfies(it -> assertThat(it.type()).isEqualTo(Events.Type.Warning))
        .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.CommandIgnored))
        .satisfies(it -> assertThat(it.message()).contains("is paused already"));
    assertThat(malformed).extracting(Notice::reason).containsExactly(Reason.CommandIgnored);
    assertThat(notices("nonsense")).isEmpty();
  }

  private List<Notice> notices(String command) {
    @Nullable InferenceServiceStatus before = play.service().getStatus();
    Decision decision = play.command(command).pass();
    return Notices.of(before, play.status(), decision, Play.BEGIN);
  }

  private void ramping(String spec) {
    play.serving();
    play.spec(spec).pass();
    play.ready(play.candidate(), 1).pass();
    play.pass();
  }

  private RolloutStatus rollout() {
    return requireNonNull(play.status().rollout());
  }

  private String message(String type) {
    return requireNonNull(play.status().conditions()).stream()
        .filter(it -> it.getType().equals(type))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }
}
