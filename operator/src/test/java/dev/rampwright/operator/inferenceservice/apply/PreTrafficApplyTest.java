package dev.rampwright.operator.inferenceservice.apply;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.RevisionChoice;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.PreTrafficRuns;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.ramp.Attempt;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreTrafficApplyTest {
  private static final String ASKED =
      Play.NEXT.replace(
          "rollout:",
          "rollout:\n  preTraffic: {timeout: 5m, benchmark: {load: {requestRate: 2/s}},"
              + " apiKeySecretKeyRef: {name: keys, key: bench}}");

  private final Play play = new Play(Play.SPEC);

  @Test
  void theRunLoadsTheCandidateAlone() {
    Decision decision = proving();

    BenchmarkRun run = PreTrafficApply.missing(play.seen(), decision).orElseThrow();

    var target = requireNonNull(run.getSpec().target().inferenceServiceRef());
    assertThat(target.name()).isEqualTo("chat");
    assertThat(target.revision()).isEqualTo(RevisionChoice.Candidate);
    assertThat(requireNonNull(run.getSpec().execution()).timeout()).isEqualTo("5m");
    assertThat(requireNonNull(run.getSpec().benchmark().load()).requestRate()).isEqualTo("2/s");
    assertThat(run.getMetadata().getName())
        .matches("chat-%s-[0-9a-f]{6}-pre".formatted(play.candidate()));
    assertThat(run.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "rampwright")
        .containsEntry("app.kubernetes.io/instance", "chat");
  }

  @Test
  void theRunCarriesTheKeyThatTheRampNames() {
    Decision decision = proving();

    BenchmarkRun run = PreTrafficApply.missing(play.seen(), decision).orElseThrow();

    assertThat(run.getSpec().target().apiKeySecretKeyRef())
        .isEqualTo(new SecretKeyRef("keys", "bench"));
  }

  @Test
  void aRunThatExistsIsNotMadeAgain() {
    Decision decision = proving();
    BenchmarkRun run = PreTrafficApply.missing(play.seen(), decision).orElseThrow();
    play.object(owned(run, "2026-01-01T00:00:00Z", "{state: Running}"));

    Decision next = play.pass();

    assertThat(PreTrafficApply.missing(play.seen(), next)).isEmpty();
    assertThat(PreTrafficApply.leftovers(play.seen(), next)).isEmpty();
  }

  @Test
  void nothingIsMadeWhereNothingIsProven() {
    play.serving();

    assertThat(PreTrafficApply.missing(play.gathered(), play.pass())).isEmpty();
  }

  @Test
  void theLast3ThatEndedAreKeptAndOneThatNobodyWaitsForIsStopped() {
    play.serving();
    for (int i = 1; i <= 5; i++) {
      play.object(old(i, i == 2 ? "{state: Failed}" : "{state: Complete}"));
    }
    BenchmarkRun running = old(6, "{state: Running}");
    play.object(running);
    Decision decision = play.pass();

    assertThat(PreTrafficApply.leftovers(play.seen(), decision))
        .extracting(it -> it.getMetadata().getCreationTimestamp())
        .containsExactlyInAnyOrder(time(1), time(2), time(6));
  }

  @Test
  void theRunOfAnotherOwnerIsLeftAlone() {
    play.serving();
    BenchmarkRun foreign = old(1, "{state: Running}");
    foreign.getMetadata().setOwnerReferences(List.of());
    play.object(foreign);

    assertThat(PreTrafficApply.leftovers(play.gathered(), play.pass())).isEmpty();
  }

  @Test
  void namesFitAndTellAttemptsAndServicesApart() {
    Identity one = new Identity("demo", "a".repeat(39) + "b", "uid");
    Identity other = new Identity("demo", "a".repeat(39) + "c", "uid");
    Attempt first = new Attempt("6f1c2a9b-1", "0badcafe", "6f1c2a9b", 1);
    Attempt second = new Attempt("6f1c2a9b-2", "0badcafe", "6f1c2a9b", 1);

    assertThat(PreTrafficRuns.name(one, first))
        .hasSize(40)
        .isEqualTo(PreTrafficRuns.name(one, first));
    assertThat(PreTrafficRuns.name(one, first)).isNotEqualTo(PreTrafficRuns.name(one, second));
    assertThat(PreTrafficRuns.name(one, first)).isNotEqualTo(PreTrafficRuns.name(other, first));
  }

  private Decision proving() {
    play.serving();
    play.spec(ASKED).pass();
    play.ready(play.candidate(), 1);
    return play.pass();
  }

  private BenchmarkRun old(int number, String status) {
    BenchmarkRun run = new BenchmarkRun();
    run.getMetadata().setName("chat-0badcafe-%06d-pre".formatted(number));
    return owned(run, time(number), status);
  }

  private BenchmarkRun owned(BenchmarkRun run, String time, String status) {
    run.getMetadata().setOwnerReferences(List.of(Owners.controller(play.service())));
    run.getMetadata().setCreationTimestamp(time);
    run.setStatus(Serialization.unmarshal("---\n" + status, BenchmarkRunStatus.class));
    return run;
  }

  private static String time(int number) {
    return "2026-01-01T00:00:%02dZ".formatted(number);
  }
}
