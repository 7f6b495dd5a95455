package dev.rampwright.operator.inferenceservice.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Exposure;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.ramp.Idle;
import dev.rampwright.operator.ramp.Preparing;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RolledBack;
import dev.rampwright.operator.ramp.RollingBack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final String NONSENSE = Play.SPEC.replace("max: \"0.05\"", "max: \"0\"");
  private static final EpochOutcomes BAD =
      new EpochOutcomes(
          new Outcomes(900, 900, Map.of()),
          new Outcomes(100, 100, Map.of(ErrorClass.SERVER_ERROR, 30L)));

  private final Play play = new Play(Play.SPEC);

  @Test
  void theFirstRevisionServesOnceReady() {
    String hash = play.serving();

    assertThat(play.status().stableRevision()).isEqualTo(hash);
    assertThat(play.pass().ramp().next()).isInstanceOf(Idle.class);
  }

  @Test
  void aSpecThatMakesNoSenseBlocksAServiceThatRunsNothing() {
    Play fresh = new Play(NONSENSE);

    assertThatThrownBy(fresh::pass)
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("above 0");
  }

  @Test
  void aSpecThatMakesNoSenseLeavesTheStableRevisionServing() {
    String stable = play.serving();

    Decision decision = play.spec(NONSENSE).pass();

    assertThat(decision.problem()).isPresent();
    assertThat(decision.ramp().entryRevision()).isEqualTo(stable);
  }

  @Test
  void aSpecThatMakesNoSenseDoesNotReleaseAFailedRevision() {
    rolledBack();

    Decision decision = play.spec(Play.NEXT.replace("max: \"0.05\"", "max: \"0\"")).pass();

    assertThat(decision.ramp().next()).isInstanceOf(RolledBack.class);
  }

  @Test
  void aSpecThatMakesNoSenseLetsARampGoOn() {
    ramping();

    Decision decision = play.spec(NONSENSE).pass();

    assertThat(decision.ramp().next()).isInstanceOf(Ramping.class);
  }

  @Test
  void aRampKeepsThePlanThatItBeganWith() {
    ramping();

    Decision decision = play.spec(Play.NEXT.replace("weight: 10", "weight: 40")).pass();

    assertThat(decision.ramp().traffic().weightPercent()).isEqualTo(10);
  }

  @Test
  void aRevisionThatFailsRequestsIsRolledBackAndStaysOut() {
    rolledBack();

    Decision later = play.later(Duration.ofDays(3)).pass();

    assertThat(later.ramp().next()).isInstanceOf(RolledBack.class);
    assertThat(later.ramp().scales()).hasSize(1);
  }

  @Test
  void anEditOfALiveFieldStartsNoRamp() {
    play.serving();

    Decision decision =
        play.spec(Play.SPEC + "replicas: 3\nserving: {requestTimeout: 1m}\n").pass();

    assertThat(decision.ramp().next()).isInstanceOf(Idle.class);
    assertThat(decision.ramp().scales()).allSatisfy(it -> assertThat(it.replicas()).isEqualTo(3));
  }

  @Test
  void anotherReleaseOfTheOperatorStartsNoRamp() {
    play.serving();

    var pins = Play.PINS;
    Decision decision =
        play.pins(
                new dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins(
                    "0.2.0", "example.com/sidecar:2", "Always", "example.com/llama-cpp:2", 1))
            .pass();

    assertThat(pins).isEqualTo(Play.PINS);
    assertThat(decision.ramp().next()).isInstanceOf(Idle.class);
  }

  @Test
  void aLostStatusIsMadeUpForByTheEntryAboveEveryKnownEpoch() {
    String stable = play.serving();
    long epoch = play.status().traffic() == null ? 0 : play.pass().ramp().traffic().epoch();
    play.object(Services.entry(Identity.of(play.service()), stable, Exposure.CLEAR));

    Decision decision = play.forget().spec(Play.NEXT).pass();

    assertThat(decision.previous()).isEqualTo(new Idle(stable, epoch + 1));
    assertThat(decision.ramp().next()).isInstanceOf(Preparing.class);
  }

  @Test
  void aRecordThatNobodyWroteBlocks() {
    play.serving();
    var rollout = play.status().rollout();
    assertThat(rollout).isNotNull();

    play.service()
        .setStatus(
            dev.rampwright.contracts.ContractJson.read(
                "{\"rollout\":{\"state\":\"Sideways\",\"epoch\":1}}",
                dev.rampwright.api.inferenceservice.InferenceServiceStatus.class));

    assertThatThrownBy(play::pass)
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("status.rollout");
  }

  private void ramping() {
    play.serving();
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1);
    assertThat(play.pass().ramp().next()).isInstanceOf(Ramping.class);
    play.pass();
  }

  private void rolledBack() {
    ramping();
    String candidate = play.candidate();
    assertThat(play.outcomes(BAD).pass().ramp().next()).isInstanceOf(RollingBack.class);
    play.pass();
    play.gone(candidate);
    play.later(Duration.ofMinutes(1)).pass();
    assertThat(play.pass().ramp().next()).isInstanceOf(RolledBack.class);
  }
}
