package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.CommandOutcome;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.HandledCommand;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.ramp.Paused;
import dev.rampwright.operator.ramp.Preparing;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RolledBack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final String SLOW = Play.SPEC.replace("hold: 0s", "hold: 1h");
  private static final String NEXT = SLOW.replace("1024", "2048");

  private final Play play = new Play(SLOW);

  @Test
  void aCommandIsDoneAndRecordedWithTheStateThatItCaused() {
    String candidate = ramping();

    Decision decision = play.command("pause/" + candidate + "/t1").pass();

    assertThat(decision.ramp().next()).isInstanceOf(Paused.class);
    assertThat(newest().command()).isEqualTo("pause/" + candidate + "/t1");
    assertThat(newest().outcome()).isEqualTo(CommandOutcome.Done);
    assertThat(newest().message()).contains("paused by command");
    assertThat(newest().time()).isEqualTo(Play.BEGIN.toString());
  }

  @Test
  void aCommandThatStaysOrComesBackIsNotRunAgain() {
    String candidate = ramping();
    play.command("pause/" + candidate + "/t1").pass();
    play.command("resume/" + candidate + "/t2").pass();

    Decision restored = play.command("pause/" + candidate + "/t1").pass();
    Decision later = play.pass();

    assertThat(restored.ramp().next()).isInstanceOf(Ramping.class);
    assertThat(later.ramp().next()).isInstanceOf(Ramping.class);
    assertThat(handled()).hasSize(2);
  }

  @Test
  void aTokenOfAnotherCommandIsRefused() {
    String candidate = ramping();
    play.command("pause/" + candidate + "/t1").pass();

    Decision decision = play.command("resume/" + candidate + "/t1").pass();

    assertThat(decision.ramp().next()).isInstanceOf(Paused.class);
    assertThat(newest().outcome()).isEqualTo(CommandOutcome.Ignored);
    assertThat(newest().message())
        .contains("token t1 was used by pause/" + candidate + "/t1")
        .contains("resume/" + candidate + "/<new token>");
  }

  @Test
  void aCommandForAnotherRevisionSaysWhichWouldWork() {
    String candidate = ramping();

    play.command("promote/0badcafe/t1").pass();

    assertThat(newest().outcome()).isEqualTo(CommandOutcome.Ignored);
    assertThat(newest().message())
        .contains("revision 0badcafe")
        .contains("promote/" + candidate + "/<new token>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promote",
        "promote/t1",
        "promote/0badcafe",
        "promote/0badcafe/",
        "promote/0BADCAFE/t1",
        "promote/0badcafe/T1",
        "promote/0badcafe/a_b",
        "promote/0badcafe/1234567890123456789012345678901234567",
        "/0badcafe/t1",
      })
  void malformedTextIsRecordedOnce(String text) {
    ramping();

    play.command(text).pass();
    play.pass();

    assertThat(handled()).singleElement().satisfies(it -> assertThat(it.command()).isEqualTo(text));
    assertThat(newest().outcome()).isEqualTo(CommandOutcome.Ignored);
    assertThat(newest().message()).contains("<verb>/<hash>/<token>").contains("promote-full");
  }

  @Test
  void anUnknownVerbNamesTheKnownOnes() {
    ramping();

    play.command("dance/0badcafe/t1").pass();

    assertThat(newest().message())
        .contains("dance is unknown")
        .contains("pause, resume, promote, promote-full, abort, retry");
  }

  @Test
  void textOfAnyLengthIsRecordedShortAndOnce() {
    ramping();

    play.command("x".repeat(5000)).pass();
    play.pass();

    assertThat(handled()).singleElement().satisfies(it -> assertThat(it.command()).hasSize(120));
  }

  @Test
  void theLast16AreKeptNewestFirst() {
    ramping();

    for (int i = 0; i < 20; i++) {
      play.command("promote/0badcafe/t" + i).pass();
    }

    assertThat(handled()).hasSize(16);
    assertThat(newest().command()).endsWith("/t19");
    assertThat(handled().getLast().command()).endsWith("/t4");
  }

  @Test
  void aServiceWithoutACommandSaysNothingOfThem() {
    play.serving();

    assertThat(play.status().handledCommands()).isNull();
    assertThat(ContractJson.write(play.status())).doesNotContain("handledCommands");
  }

  @Test
  void anAbortedRevisionStaysOutUntilItIsRetried() {
    String candidate = ramping();
    play.command("abort/" + candidate + "/t1").pass();
    play.pass();
    play.gone(candidate).later(Duration.ofMinutes(1)).pass();
    assertThat(play.pass().ramp().next()).isInstanceOf(RolledBack.class);

    Decision retried = play.command("retry/" + candidate + "/t2").pass();

    assertThat(retried.ramp().next()).isInstanceOf(Preparing.class);
    assertThat(play.candidate()).isEqualTo(candidate);
  }

  @Test
  void thePauseOfTheSpecIsObeyedByARunningRamp() {
    ramping();

    Decision paused = play.spec(NEXT.replace("rollout:", "rollout:\n  paused: true")).pass();
    Decision resumed = play.spec(NEXT).pass();

    assertThat(paused.ramp().next()).isInstanceOf(Paused.class);
    assertThat(paused.ramp().traffic().weightPercent()).isEqualTo(10);
    assertThat(resumed.ramp().next()).isInstanceOf(Ramping.class);
    assertThat(resumed.ramp().traffic().epoch()).isEqualTo(paused.ramp().traffic().epoch());
  }

  private String ramping() {
    play.serving();
    play.spec(NEXT).pass();
    String candidate = play.candidate();
    play.ready(candidate, 1);
    assertThat(play.pass().ramp().next()).isInstanceOf(Ramping.class);
    play.pass();
    return candidate;
  }

  private List<HandledCommand> handled() {
    return requireNonNull(play.status().handledCommands(), "no command was looked at");
  }

  private HandledCommand newest() {
    return handled().getFirst();
  }
}
