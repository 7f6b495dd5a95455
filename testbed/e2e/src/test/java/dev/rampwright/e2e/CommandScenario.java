package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-command");

  /** Nothing but a command ends its steps. */
  private static final String PLAN = Plan.held(200, Plan.NO_GATES);

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
      assertThat(service.awaitPromotion(before, Duration.ofMinutes(3))).isEqualTo(candidate);
      Figures figures = trial.end();

      assertThat(figures.state()).isEqualTo("Idle");
      assertThat(trial.looks())
          .as("promote-full skips the steps that are left")
          .noneMatch(look -> look.label().equals("50%"));
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
