package dev.rampwright.operator.inferenceservice.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;

class BlockedStatusTest {
  private final BlockedException blocked =
      new BlockedException(Reason.InvalidSpec, "write another");

  private final Play play = new Play(Play.SPEC);

  @Test
  void saysWhyAServiceNeverBegan() {
    var status = BlockedStatus.of(play.service(), blocked, Play.BEGIN);

    assertThat(status.conditions())
        .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
        .containsExactly(
            tuple("Ready", "False", "InvalidSpec"), tuple("Stalled", "True", "InvalidSpec"));
  }

  @Test
  void keepsWhatIsKnownOfAServiceThatRuns() {
    play.serving();

    var status = BlockedStatus.of(play.service(), blocked, Play.BEGIN);

    assertThat(status.rollout()).isEqualTo(play.status().rollout());
    assertThat(status.conditions())
        .filteredOn(it -> it.getType().equals("Ready"))
        .singleElement()
        .satisfies(it -> assertThat(it.getStatus()).isEqualTo("True"));
  }
}
