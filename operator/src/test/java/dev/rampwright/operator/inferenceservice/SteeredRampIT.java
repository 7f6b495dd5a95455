package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.CommandOutcome;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pauses and commands against a real API server. */
@ExtendWith(ApiServerExtension.class)
class SteeredRampIT {
  private static final String CHAT =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
        rollout:
          paused: false
          scaleDownDelay: 0s
          steps:
          - {weight: 10, hold: HOLD, maxHold: 2h}
          - {weight: 50, hold: HOLD, maxHold: 2h}
          - {weight: 100, hold: HOLD, maxHold: 2h}
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  private static final String NEXT = CHAT.replace("contextLength: 1024", "contextLength: 2048");

  private final ServiceScene scene;

  SteeredRampIT(ApiServer server) {
    scene = new ServiceScene(server);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theSpecPausesBeforeTrafficAndAtAStepAndLetsGoOn() {
    String stable = serving();
    String paused = quick(NEXT).replace("paused: false", "paused: true");

    scene.apply(paused);
    scene.awaitStatus("ready and held", status -> isReadyAndHeld());
    assertThat(scene.node.weightsTakenBy("chat-" + stable)).containsOnly(0);

    String candidate = requireNonNull(scene.status().candidateRevision());
    scene.command("promote/" + candidate + "/begin");
    scene.awaitState("Paused", 10);
    assertThat(scene.condition("Reconciling")).isEmpty();
    assertThat(scene.condition("Progressing").map(it -> it.getReason())).contains("Paused");

    scene.apply(quick(NEXT));
    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
  }

  @Test
  void eachCommandRunsOnceAndItsReplayDoesNothing() {
    serving();
    scene.apply(slow(NEXT));
    scene.awaitState("Ramping", 10);
    String candidate = requireNonNull(scene.status().candidateRevision());
    String promote = "promote/" + candidate + "/one";

    scene.command(promote);
    scene.awaitState("Ramping", 50);
    scene.awaitHandled(promote, CommandOutcome.Done);
    scene.command("pause/" + candidate + "/two");
    scene.awaitState("Paused", 50);
    scene.command(promote);
    scene.command("resume/" + candidate + "/one");
    scene.awaitHandled("resume/" + candidate + "/one", CommandOutcome.Ignored);
    scene.command(promote);
    scene.command("resume/" + candidate + "/three");
    scene.awaitState("Ramping", 50);

    scene.command("promote/0badcafe/four");
    scene.awaitHandled("promote/0badcafe/four", CommandOutcome.Ignored);
    scene.command("promote it");
    scene.awaitHandled("promote it", CommandOutcome.Ignored);
    scene.command("promote-full/" + candidate + "/five");

    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
    assertThat(requireNonNull(scene.status().handledCommands())).hasSize(7);
    assertThat(scene.eventsWith("command " + promote)).containsExactly("Normal/CommandDone");
    assertThat(scene.eventsWith("command promote/0badcafe/four"))
        .containsExactly("Warning/CommandIgnored");
    assertThat(scene.eventsWith("command promote it")).containsExactly("Warning/CommandIgnored");
  }

  @Test
  void anAbortedRevisionStaysOutUntilARetry() {
    serving();
    scene.apply(slow(NEXT));
    scene.awaitState("Ramping", 10);
    String candidate = requireNonNull(scene.status().candidateRevision());

    scene.command("abort/" + candidate + "/one");
    scene.awaitCondition("Stalled", "True", "RolledBack");
    assertThat(requireNonNull(scene.status().failedRevisions()).getFirst().reason())
        .isEqualTo("Aborted");
    scene.command("retry/0badcafe/two");
    scene.awaitHandled("retry/0badcafe/two", CommandOutcome.Ignored);
    scene.awaitState("RolledBack", 0);
    scene.command("retry/" + candidate + "/three");

    scene.awaitState("Ramping", 10);
    assertThat(scene.status().candidateRevision()).isEqualTo(candidate);
  }

  @Test
  void aRestartRunsNoCommandAgain() {
    serving();
    scene.apply(slow(NEXT));
    scene.awaitState("Ramping", 10);
    String candidate = requireNonNull(scene.status().candidateRevision());
    scene.command("promote/" + candidate + "/one");
    scene.awaitState("Ramping", 50);

    scene.stopOperator();
    scene.startOperator();
    scene.command("pause/" + candidate + "/two");

    scene.awaitState("Paused", 50);
  }

  private boolean isReadyAndHeld() {
    var revisions = requireNonNull(scene.status().revisions());
    return requireNonNull(scene.status().rollout()).state().equals("Preparing")
        && revisions.size() == 2
        && revisions.stream().allMatch(it -> it.readyReplicas() == 1);
  }

  private String serving() {
    scene.apply(quick(CHAT));
    scene.startOperator();
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    await()
        .until(
            () ->
                scene.status().traffic() != null
                    && requireNonNull(scene.status().traffic()).ackedEntryPods() == 1);
    return requireNonNull(scene.status().stableRevision());
  }

  private static String quick(String yaml) {
    return yaml.replace("HOLD", "0s");
  }

  private static String slow(String yaml) {
    return yaml.replace("HOLD", "1h");
  }
}
