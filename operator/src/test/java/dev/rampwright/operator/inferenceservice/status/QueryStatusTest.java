package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.GateVerdict;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.queries.Questions;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Recorded;
import dev.rampwright.operator.inferenceservice.rollout.StepQueries;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.Queried;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked, and what a person sees of it. */
class QueryStatusTest {
  private static final String QUERY = "max(kv{$selector})";
  private static final String SPEC =
      """
      model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
      engine: {type: LlamaCpp, contextLength: 1024}
      rollout:
        scaleDownDelay: 0s
        steps: [{weight: 10, hold: 0s}, {weight: 100, hold: 0s}]
        gates:
          providerName: cluster
          errorLimit: 2
          metrics:
          - {name: kv, query: "%s", max: "0.9", interval: 5s}
          - {name: ratio, query: "kv{$selector} / kv{$stable}", max: "2", dryRun: true}
      """
          .formatted(QUERY);

  private static final Queried GOOD = answers(0.5, 0.5, 0.5);
  private static final Queried DOWN = GOOD.failed("no connection").failed("no connection");

  private final Play play = new Play(SPEC);

  @Test
  void onlyAStepInForceAsksAndOfItsOwnPods() {
    String stable = play.serving();
    assertThat(asked()).isEmpty();
    play.spec(SPEC.replace("1024", "2048")).pass();
    assertThat(asked()).isEmpty();
    play.ready(play.candidate(), 1).pass();

    assertThat(asked())
        .hasValueSatisfying(
            asked -> {
              assertThat(asked.provider()).isEqualTo("cluster");
              assertThat(asked.candidate()).isEqualTo(play.candidate());
              assertThat(asked.stable()).isEqualTo(stable);
              assertThat(asked.gates()).extracting(it -> it.name()).containsExactly("kv", "ratio");
            });
  }

  @Test
  void whereStableTakesNothingNothingIsCompared() {
    ramping();
    play.answers(Map.of("kv", GOOD)).pass();

    assertThat(asked())
        .hasValueSatisfying(
            asked -> assertThat(asked.gates()).extracting(it -> it.name()).containsExactly("kv"));
  }

  @Test
  void aVerdictShowsTheNumberAndNoBounds() {
    ramping();
    play.answers(Map.of("kv", answers(0.5, 0.5, 0.930000001))).pass();

    assertThat(verdict("kv"))
        .satisfies(it -> assertThat(it.verdict()).isEqualTo("Inconclusive"))
        .satisfies(it -> assertThat(it.reason()).isEqualTo("Undecided"))
        .satisfies(it -> assertThat(it.value()).isEqualTo("0.930000001"))
        .satisfies(it -> assertThat(it.limit()).isEqualTo("0.9"))
        .satisfies(it -> assertThat(it.samples()).isEqualTo(3))
        .satisfies(it -> assertThat(it.failures()).isEqualTo(1))
        .satisfies(it -> assertThat(it.lowerBound()).isNull())
        .satisfies(it -> assertThat(it.upperBound()).isNull())
        .satisfies(it -> assertThat(it.confidence()).isNull())
        .satisfies(it -> assertThat(it.unit()).isNull());
  }

  @Test
  void aSourceThatIsDownIsToldOnceAndSoIsItsReturn() {
    ramping();
    play.answers(Map.of("kv", Queried.NOTHING.failed("no connection")));
    assertThat(notices()).isEmpty();
    assertThat(play.condition("RolloutHealthy")).contains("True/Ramping");

    play.answers(Map.of("kv", DOWN));
    assertThat(notices()).extracting(Notice::reason).containsExactly(Reason.MetricSourceFailing);
    assertThat(notices()).isEmpty();
    assertThat(play.condition("RolloutHealthy")).contains("False/MetricSourceFailing");
    assertThat(play.condition("Progressing")).contains("True/Ramping");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(verdict("kv").message()).contains("no connection");

    play.answers(Map.of("kv", Queried.NOTHING.answered(OptionalDouble.of(0.5))));
    assertThat(notices()).extracting(Notice::reason).containsExactly(Reason.MetricSourceAnswers);
    assertThat(play.condition("RolloutHealthy")).contains("True/Ramping");
  }

  @Test
  void aStepThatIsPromotedUnseenIsNoReturnOfTheSource() {
    ramping();
    play.answers(Map.of("kv", DOWN)).pass();
    play.command("promote/%s/one".formatted(play.candidate())).pass();

    assertThat(notices()).isEmpty();
    assertThat(play.condition("RolloutHealthy")).contains("True/Ramping");
  }

  @Test
  void aDryRunMakesNobodyIll() {
    ramping();
    play.answers(Map.of("ratio", DOWN)).pass();

    assertThat(play.condition("RolloutHealthy")).contains("True/Ramping");
    assertThat(verdict("ratio").reason()).isEqualTo("SourceFailing");
  }

  @Test
  void aProviderThatNobodyKnowsStallsBeforeAnythingRamps() {
    String stable = play.serving();
    play.spec(SPEC.replace("1024", "2048").replace("providerName: cluster", "providerName: prod"));

    assertThat(notices()).extracting(Notice::reason).containsExactly(Reason.MetricProviderUnknown);
    assertThat(play.condition("Stalled")).contains("True/MetricProviderUnknown");
    assertThat(message("Stalled"))
        .isEqualTo(
            "rollout.gates.providerName: the operator knows no Prometheus 'prod'; it knows cluster,"
                + " edge");
    assertThat(play.status().stableRevision()).isEqualTo(stable);
    assertThat(play.status().candidateRevision()).isNull();

    play.spec(SPEC.replace("1024", "2048")).pass();
    assertThat(play.condition("Stalled")).isEmpty();
  }

  @Test
  void theFirstRevisionNeedsAKnownProviderToo() {
    Play first = new Play(SPEC.replace("providerName: cluster", "providerName: prod"));

    assertThatThrownBy(first::pass)
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("it knows cluster, edge");
  }

  private void ramping() {
    play.serving();
    play.spec(SPEC.replace("1024", "2048")).pass();
    play.ready(play.candidate(), 1).pass();
    play.later(Duration.ofSeconds(5)).pass();
  }

  private GateVerdict verdict(String name) {
    return requireNonNull(requireNonNull(play.status().rollout()).verdicts()).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String message(String condition) {
    return requireNonNull(play.status().conditions()).stream()
        .filter(it -> it.getType().equals(condition))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private List<Notice> notices() {
    @Nullable InferenceServiceStatus old = play.service().getStatus();
    Decision decision = play.pass();
    return Notices.of(old, play.status(), decision, play.seen().now());
  }

  private static Queried answers(double... values) {
    Queried queried = Queried.NOTHING;
    for (double value : values) {
      queried = queried.answered(OptionalDouble.of(value));
    }
    return queried;
  }

  private Optional<Questions> asked() {
    Gathered seen = play.gathered();
    return StepQueries.of(seen.identity(), Recorded.of(seen.service().getStatus()));
  }
}
