package dev.rampwright.operator.inferenceservice.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.ramp.Queried;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QueryLedgerTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final PrometheusProvider CLUSTER =
      new PrometheusProvider(
          "cluster", URI.create("http://localhost"), null, null, "namespace", "pod");
  private static final QueryGate GATE =
      new QueryGate("kv", "max(kv{$selector})", 0.9, null, Duration.ofSeconds(30), false);

  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<QueryAnswer> answer =
      CompletableFuture.completedFuture(new QueryAnswer.Value(0.5));
  private final QueryLedger ledger =
      new QueryLedger(
          List.of(CLUSTER),
          (provider, query) -> {
            asked.add(provider.name() + " " + query);
            return answer;
          });

  @Test
  void asksOnceAnIntervalAndTheFirstTimeAnIntervalAfterTheStepBegan() {
    for (int second = 0; second <= 95; second++) {
      look(second, 7);
    }

    assertThat(asked)
        .hasSize(3)
        .containsOnly("cluster max(kv{namespace=\"demo\",pod=~\"chat-6f1c2a9b-.+\"})");
    assertThat(look(96, 7).answers()).hasSize(3).containsOnly(OptionalDouble.of(0.5));
  }

  @Test
  void aPassNeverWaits() {
    answer = new CompletableFuture<>();
    look(0, 7);
    look(30, 7);

    assertThat(look(70, 7)).as("no answer yet, and not asked again").isEqualTo(Queried.NOTHING);
    assertThat(asked).hasSize(1);
    answer.complete(new QueryAnswer.Value(0.7));
    assertThat(look(71, 7).answers()).containsExactly(OptionalDouble.of(0.7));
    assertThat(asked).as("the next look was due").hasSize(2);
  }

  @Test
  void errorsAndMissingSeriesAreToldApart() {
    look(0, 7);
    answer = CompletableFuture.completedFuture(new QueryAnswer.NoSeries());
    look(30, 7);
    answer = CompletableFuture.completedFuture(new QueryAnswer.Failed("no connection"));
    look(60, 7);
    look(90, 7);

    assertThat(look(120, 7))
        .isEqualTo(new Queried(List.of(OptionalDouble.empty()), 2, "no connection"));
  }

  @Test
  void anotherEpochBeginsAnew() {
    look(0, 7);
    look(30, 7);
    look(31, 7);

    assertThat(look(40, 8)).isEqualTo(Queried.NOTHING);
    look(69, 8);
    assertThat(asked).hasSize(1);
    look(70, 8);
    assertThat(asked).hasSize(2);
  }

  @Test
  void withoutAStepNothingIsRemembered() {
    look(0, 7);
    look(30, 7);

    assertThat(ledger.look("uid-1", Optional.empty(), T0.plusSeconds(31)).answers()).isEmpty();
    assertThat(look(32, 7)).isEqualTo(Queried.NOTHING);
  }

  @Test
  void aClockThatIsSetBackDelaysNothing() {
    look(0, 7);

    look(-3600, 7);

    assertThat(asked).hasSize(1);
  }

  @Test
  void aProviderThatTheChartLostIsAnError() {
    Questions questions = questions(7, "gone");
    ledger.look("uid-1", Optional.of(questions), T0);
    ledger.look("uid-1", Optional.of(questions), T0.plusSeconds(30));

    QueryResults results = ledger.look("uid-1", Optional.of(questions), T0.plusSeconds(31));

    assertThat(results.providers()).containsExactly("cluster");
    assertThat(results.answers())
        .isEqualTo(
            Map.of(
                "kv",
                new Queried(
                    List.of(), 1, "the operator knows no Prometheus 'gone'; it knows cluster")));
    assertThat(asked).isEmpty();
  }

  private Queried look(int second, long epoch) {
    return ledger
        .look("uid-1", Optional.of(questions(epoch, "cluster")), T0.plusSeconds(second))
        .answers()
        .getOrDefault("kv", Queried.NOTHING);
  }

  private static Questions questions(long epoch, String provider) {
    return new Questions(
        new Identity("demo", "chat", "uid-1"),
        epoch,
        provider,
        "6f1c2a9b",
        "0a1b2c3d",
        List.of(GATE));
  }
}
