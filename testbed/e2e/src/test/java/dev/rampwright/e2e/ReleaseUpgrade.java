package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The first release serves and ramps; this one takes over by {@code helm upgrade}. See
 * make/e2e-upgrade.
 */
class ReleaseUpgrade {
  @RegisterExtension static final Cluster MODEL = new Cluster("upgrade-model");
  @RegisterExtension static final Cluster IDLE = new Cluster("upgrade-idle");
  @RegisterExtension static final Cluster TENTH = new Cluster("upgrade-tenth");
  @RegisterExtension static final Cluster HALF = new Cluster("upgrade-half");

  private static final Path TABLE = Path.of("target", "upgrade.md");
  private static final int PER_SECOND = 4;
  private static final Duration LONG = Duration.ofMinutes(5);

  /** So long a step stands still that the upgrade happens in it. */
  private static final int UPGRADE_SECONDS = 200;

  private final List<String> rows = new ArrayList<>();
  private final Service model = new Service(MODEL);
  private final Service idle = new Service(IDLE);
  private final Service tenth = new Service(TENTH);
  private final Service half = new Service(HALF);

  @Test
  void noPodRestartsAndEveryRampGoesOn() throws Exception {
    model.apply(Service.manifest(1, Service.llamaCpp(512), Service.quickRamp(Service.errorGate())));
    idle.apply(Plan.stable(Plan.held(3, Plan.ERRORS)));
    tenth.apply(Plan.stable(steps(UPGRADE_SECONDS, 2)));
    half.apply(Plan.stable(steps(2, UPGRADE_SECONDS)));
    for (Service service : List.of(model, idle, tenth, half)) {
      service.awaitReady();
    }
    try (SteadyLoad ofIdle = SteadyLoad.of(idle, PER_SECOND);
        SteadyLoad ofTenth = SteadyLoad.of(tenth, PER_SECOND);
        SteadyLoad ofHalf = SteadyLoad.of(half, PER_SECOND)) {
      begin(tenth, steps(UPGRADE_SECONDS, 2), 10);
      begin(half, steps(2, UPGRADE_SECONDS), 50);
      Before modelBefore = Before.of(model);
      Before idleBefore = Before.of(idle);
      Before tenthBefore = Before.of(tenth);
      Before halfBefore = Before.of(half);

      Duration took = upgrade();
      awaitTheNewOperator();

      assertUntouched(model, modelBefore);
      assertUntouched(idle, idleBefore);
      assertUntouched(tenth, tenthBefore);
      assertUntouched(half, halfBefore);
      row("model, idle", model, modelBefore, "no ramp", null);
      row("synthetic, idle", idle, idleBefore, "no ramp", ofIdle);
      finish(tenth, tenthBefore);
      row("synthetic, ramp at 10%", tenth, tenthBefore, "finished", ofTenth);
      finish(half, halfBefore);
      row("synthetic, ramp at 50%", half, halfBefore, "finished", ofHalf);

      ramp(idle, Plan.good(Plan.held(3, Plan.ERRORS)));
      row("synthetic, next ramp", idle, idleBefore, "finished", ofIdle);
      write(took);
      for (SteadyLoad load : List.of(ofIdle, ofTenth, ofHalf)) {
        load.finish();
        assertThat(load.answered()).isGreaterThan(100);
      }
      assertThat(ofIdle.bad()).allMatch(bad -> isOfLeavingPod(bad, idleBefore));
      assertThat(ofTenth.bad()).allMatch(bad -> isOfLeavingPod(bad, tenthBefore));
      assertThat(ofHalf.bad()).allMatch(bad -> isOfLeavingPod(bad, halfBefore));
      rows.add(inTheEnd(ofIdle, ofTenth, ofHalf));
    }
    rampOfTheModel();
  }

  /**
   * The first release's sidecar, once it has drained, leaves a connection open that a client keeps,
   * so that a request may still come when the engine is gone. No later release can mend that.
   */
  private static boolean isOfLeavingPod(Answer answer, Before before) {
    return answer.status() == 502
        && answer.body().contains("engine_unreachable")
        && (before.stable().equals(answer.revision())
            || before.candidate().equals(answer.revision()));
  }

  private static String inTheEnd(SteadyLoad... loads) {
    return "| synthetic, in the end | - | - | - | %d | %d |"
        .formatted(
            Stream.of(loads).mapToInt(SteadyLoad::answered).sum(),
            Stream.of(loads).mapToInt(load -> load.bad().size()).sum());
  }

  /** A real engine has the machine for itself. */
  private void rampOfTheModel() throws Exception {
    Before before = Before.of(model);
    try (SteadyLoad load = SteadyLoad.of(model, PER_SECOND)) {
      ramp(
          model,
          Service.manifest(1, Service.llamaCpp(640), Service.quickRamp(Service.errorGate())));
      load.finish();
      row("model, next ramp", model, before, "finished", load);
      assertThat(load.bad()).allMatch(bad -> isOfLeavingPod(bad, before));
    }
    Files.write(TABLE, rows);
  }

  /**
   * What the old operator left.
   *
   * @param candidate hash of the revision that is tried; empty if there is none
   */
  private record Before(
      PodsOf pods, String stable, String candidate, List<Transition> transitions) {
    static Before of(Service service) {
      return new Before(
          PodsOf.now(service), service.stable(), candidateOf(service), transitionsOf(service));
    }
  }

  private static String candidateOf(Service service) {
    return Objects.requireNonNullElse(service.status().candidateRevision(), "");
  }

  private static List<Transition> transitionsOf(Service service) {
    return Objects.requireNonNull(service.rollout().history());
  }

  private static String steps(int tenth, int half) {
    return """
        rollout:
          startupDeadline: 5m
          scaleDownDelay: 2s
          steps:
          - {weight: 10, hold: %ds, maxHold: 8m}
          - {weight: 50, hold: %ds, maxHold: 8m}
          - {weight: 100, hold: 2s, maxHold: 8m}
          gates: %s
        """
        .formatted(tenth, half, Plan.ERRORS);
  }

  /** Begins a ramp, and waits until every entry pod gives the candidate that share. */
  private static void begin(Service service, String plan, int weight) throws Exception {
    service.apply(Plan.good(plan));
    service.await(
        weight + "% in force",
        LONG,
        status -> isInForce(status, service.rollout().state(), weight));
  }

  private static boolean isInForce(InferenceServiceStatus status, String state, int weight) {
    return status.traffic() != null
        && state.equals("Ramping")
        && status.traffic().candidateWeight() == weight
        && status.traffic().entryPods() > 0
        && status.traffic().entryPods().equals(status.traffic().ackedEntryPods());
  }

  /** By the words that docs/upgrade.md has for users, on the machine that the cluster runs on. */
  private static Duration upgrade() throws IOException, InterruptedException {
    Instant begun = Instant.now();
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "--net=" + Cluster.setting("RAMPWRIGHT_E2E_HOST_NETNS")));
    command.addAll(List.of(Cluster.setting("RAMPWRIGHT_E2E_UPGRADE").split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Duration.between(begun, Instant.now());
  }

  /** It makes certificates, which the first release knew nothing of, in a service's first pass. */
  private void awaitTheNewOperator() {
    for (Cluster cluster : List.of(MODEL, IDLE, TENTH, HALF)) {
      Awaitility.await("a pass of the new operator in " + cluster.namespace())
          .atMost(LONG)
          .until(
              () ->
                  cluster
                          .client()
                          .secrets()
                          .inNamespace(cluster.namespace())
                          .withName("chat-tls")
                          .get()
                      != null);
    }
  }

  private static void assertUntouched(Service service, Before before) {
    assertThat(PodsOf.now(service)).isEqualTo(before.pods());
    assertThat(service.stable()).isEqualTo(before.stable());
    assertThat(candidateOf(service)).isEqualTo(before.candidate());
    assertThat(transitionsOf(service)).as("transitions of a ramp").isEqualTo(before.transitions());
  }

  /** The ramp that the old operator began ends as it would have, with the pods that it made. */
  private static void finish(Service service, Before before) {
    assertThat(service.awaitPromotion(before.stable(), LONG)).isEqualTo(before.candidate());
    assertThat(before.pods().identities())
        .containsAll(PodsOf.now(service, before.candidate()).identities());
    assertThat(service.rollout().state()).isEqualTo("Idle");
  }

  /** From a revision with the old release's sidecars to one with this one's. */
  private static void ramp(Service service, String manifest) throws Exception {
    String before = service.stable();
    service.apply(manifest);
    service.awaitPromotion(before, LONG);
  }

  private void row(
      String what, Service service, Before before, String ramp, @Nullable SteadyLoad load) {
    rows.add(
        "| %s | %s -> %s | %d | %s | %s | %s |"
            .formatted(
                what,
                before.stable(),
                service.stable(),
                before.pods().count(),
                ramp,
                load == null ? "-" : load.answered(),
                load == null ? "-" : load.bad().size()));
  }

  private void write(Duration took) throws IOException {
    rows.addFirst("|---|---|---|---|---|---|");
    rows.addFirst(
        "| Service | Stable revision | Pods, none restarted | Ramp | Requests | Failed |");
    rows.addFirst("");
    rows.addFirst("helm upgrade took %d s.".formatted(took.toSeconds()));
    Files.write(TABLE, rows);
  }
}
