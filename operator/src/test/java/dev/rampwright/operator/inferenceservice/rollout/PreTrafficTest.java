package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.BenchmarkStatus;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.PreTrafficRuns;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.ramp.Attempt;
import dev.rampwright.operator.ramp.Proving;
import dev.rampwright.operator.ramp.RampReason;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RollingBack;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreTrafficTest {
  static final String ASKED =
      Play.NEXT.replace(
          "rollout:",
          "rollout:\n  preTraffic: {timeout: 5m, benchmark: {load: {requestRate: 2/s}}}");

  private final Play play = new Play(Play.SPEC);
  private Attempt attempt = new Attempt("none", "a", "b", 1);

  @Test
  void aReadyRevisionNeedsItsRunAndGetsNoTraffic() {
    Decision decision = proving();

    assertThat(decision.ramp().benchmark()).contains(attempt);
    assertThat(decision.ramp().traffic().weightPercent()).isZero();
    assertThat(play.condition("Progressing")).contains("True/Proving");
  }

  @Test
  void aPassLetsTrafficThroughAndTheStatusShowsTheFigures() {
    proving();
    run(
        "{state: Complete, verdict: Pass, ttftP95: 182ms, outputTokensPerSecond: '41.0', completionTime: '2026-01-01T00:01:00Z'}");

    Decision decision = play.pass();

    assertThat(decision.ramp().next()).isInstanceOf(Ramping.class);
    assertThat(play.status().benchmark())
        .isEqualTo(new BenchmarkStatus(name(), "Pass", "182ms", "41.0", "2026-01-01T00:01:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{state: Complete, verdict: Fail, message: m, criteria: [{name: ttft, value: 812ms, limit: 500ms,"
            + " verdict: Fail, message: x}, {name: ok, value: '1', limit: '2', verdict: Pass, message:"
            + " x}]}|BENCHMARK_FAILED|criterion ttft is 812ms, limit 500ms",
        "{state: Complete, verdict: Fail, message: 3 of 10 failed}|BENCHMARK_FAILED|3 of 10 failed",
        "{state: Complete, verdict: Inconclusive, message: too few}|BENCHMARK_INCONCLUSIVE|too few",
        "{state: Complete, message: no verdict}|BENCHMARK_INCONCLUSIVE|no verdict",
        "{state: Failed, message: the pod failed}|BENCHMARK_INVALID|the pod failed",
      })
  void anythingElseRollsBackWithTheRunsOwnWords(String status, RampReason reason, String words) {
    proving();
    run(status);

    Decision decision = play.pass();

    assertThat(decision.ramp().next())
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> {
              assertThat(it.cause().reason()).isEqualTo(reason);
              assertThat(it.cause().message()).contains(name()).endsWith(words);
            });
  }

  @Test
  void aRunThatTakesTooLongRollsBackWithItsProgress() {
    proving();
    run("{state: Running, progressPercent: 40, message: sends}");

    Decision decision = play.later(Duration.ofMinutes(5)).pass();

    assertThat(decision.ramp().next())
        .isInstanceOfSatisfying(
            RollingBack.class,
            it ->
                assertThat(it.cause().message())
                    .isEqualTo(
                        "no result within 5m: BenchmarkRun %s is at 40%%: sends"
                            .formatted(name())));
  }

  @Test
  void theRunOfAnotherOwnerProvesNothing() {
    proving();
    run("{state: Complete, verdict: Pass}").getMetadata().setOwnerReferences(List.of());

    assertThat(play.pass().ramp().next()).isInstanceOf(Proving.class);
  }

  @Test
  void aRunThatIsBeingDeletedProvesNothing() {
    proving();
    run("{state: Complete, verdict: Pass}")
        .getMetadata()
        .setDeletionTimestamp("2026-01-01T00:00:00Z");

    assertThat(play.pass().ramp().next()).isInstanceOf(Proving.class);
  }

  @Test
  void aRunningRampKeepsItsBenchmarkWhenTheSpecDropsIt() {
    proving();

    Decision decision = play.spec(Play.NEXT).pass();

    assertThat(decision.ramp().next()).isInstanceOf(Proving.class);
    assertThat(requireNonNull(decision.planSource().preTraffic()).timeout()).isEqualTo("5m");
  }

  private Decision proving() {
    play.serving();
    play.spec(ASKED).pass();
    play.ready(play.candidate(), 1);
    Decision decision = play.pass();
    assertThat(decision.ramp().next()).isInstanceOf(Proving.class);
    attempt = ((Proving) decision.ramp().next()).attempt();
    return decision;
  }

  private BenchmarkRun run(String status) {
    BenchmarkRun run =
        PreTrafficRuns.of(
            Identity.of(play.service()),
            attempt,
            requireNonNull(
                Optional.ofNullable(play.service().getSpec().rollout())
                    .orElseThrow()
                    .preTraffic()));
    run.getMetadata().setOwnerReferences(List.of(Owners.controller(play.service())));
    run.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
    run.setStatus(Serialization.unmarshal("---\n" + status, BenchmarkRunStatus.class));
    play.object(run);
    return run;
  }

  private String name() {
    return PreTrafficRuns.name(Identity.of(play.service()), attempt);
  }
}
