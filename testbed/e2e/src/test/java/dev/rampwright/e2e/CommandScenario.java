package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-command");

  private static final int HOLD_SECONDS = 200;

  /** Nothing but a command ends its steps in less than its hold. */
  private static final String PLAN = Plan.held(HOLD_SECONDS, Plan.NO_GATES);

  private static final Duration WITHOUT_A_HOLD = Duration.ofSeconds(HOLD_SECONDS - 20);

  private final Service service = new Service(cluster);

  @Test
  void aRampIsAbortedAndRetriedAndPromotedByCommand() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("abort, retry, promote-full", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(10);
      String candidate = Objects.requireNonNull(service.rollout().candidate());
      command("abort/" + candidate + "/1");
      trial.awaitState("RolledBack");
      assertThat(service.stable()).isEqualTo(before);

      command("retry/" + candidate + "/2");
      trial.awaitStep(10);
      command("promote-full/" + candidate + "/3");
      assertThat(service.awaitPromotion(before, WITHOUT_A_HOLD)).isEqualTo(candidate);
      Figures figures = trial.end();

      assertThat(figures.state()).isEqualTo("Idle");
    }
  }

  private static void command(String command) throws Exception {
    String answer =
        cluster.kubectl(
            "",
            "annotate",
            "--overwrite",
            "infs",
            Service.NAME,
            "rampwright.dev/command=" + command);
    assertThat(answer).contains("annotated");
  }
}
