package dev.rampwright.bench.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.BenchSpec.Arrival;
import dev.rampwright.contracts.BenchSpec.Load;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void constantSpacingDoesNotDrift() {
    List<PlannedRequest> plan = plan(new Load(333, Arrival.CONSTANT, 0, 3_600_000, 1));

    assertThat(plan).hasSize(333 * 3_600);
    assertThat(plan.getLast().offsetNanos()).isEqualTo(Math.round((333 * 3_600 - 1) * (1e9 / 333)));
  }

  @Test
  void aWholeNumberOfIntervalsHoldsThatManyRequests() {
    List<PlannedRequest> plan = plan(new Load(10, Arrival.CONSTANT, 0, 1_000, 1));

    assertThat(plan).hasSize(10);
    assertThat(plan.getFirst()).isEqualTo(new PlannedRequest(0, 0, true));
    assertThat(plan.getLast()).isEqualTo(new PlannedRequest(9, 900_000_000, true));
  }

  @Test
  void requestsOfTheWarmupAreNotMeasured() {
    List<PlannedRequest> plan = plan(new Load(10, Arrival.CONSTANT, 500, 1_000, 1));

    assertThat(plan).hasSize(15);
    assertThat(plan.stream().filter(PlannedRequest::measured)).hasSize(10);
    assertThat(plan.get(4).measured()).isFalse();
    assertThat(plan.get(5).measured()).isTrue();
  }

  @Test
  void poissonArrivalsHaveTheRateAndTheDispersionOfAPoissonProcess() {
    // Counts per second over 200 seeds x 60 s; their variance over their mean is 1 for Poisson,
    // 0 for constant spacing, and n for n copies of one process.
    List<Long> counts = new ArrayList<>();
    for (long seed = 0; seed < 200; seed++) {
      counts.addAll(countsPerSecond(new Load(20, Arrival.POISSON, 0, 60_000, seed), 60));
    }

    double mean = counts.stream().mapToLong(Long::longValue).average().orElseThrow();
    double variance =
        counts.stream().mapToDouble(n -> (n - mean) * (n - mean)).sum() / (counts.size() - 1);
    assertThat(mean).isBetween(19.8, 20.2);
    assertThat(variance / mean).isBetween(0.95, 1.05);
  }

  @Test
  void equalSeedsGiveEqualTimes() {
    Load load = new Load(50, Arrival.POISSON, 1_000, 5_000, 42);

    assertThat(plan(load)).isEqualTo(plan(load));
    assertThat(plan(load)).isNotEqualTo(plan(new Load(50, Arrival.POISSON, 1_000, 5_000, 43)));
  }

  @Test
  void timesNeverDecreaseAndStayInsideTheRun() {
    long previous = 0;
    long index = 0;
    for (PlannedRequest request : plan(new Load(1_000, Arrival.POISSON, 1_000, 9_000, 3))) {
      assertThat(request.offsetNanos()).isBetween(previous, 10_000_000_000L);
      assertThat(request.index()).isEqualTo(index++);
      previous = request.offsetNanos();
    }
  }

  @Test
  void anExhaustedPlanSaysSo() {
    Iterator<PlannedRequest> plan = new Schedule(new Load(1, Arrival.CONSTANT, 0, 1, 1)).iterator();
    plan.next();

    assertThatThrownBy(plan::next).isInstanceOf(NoSuchElementException.class);
  }

  private static List<Long> countsPerSecond(Load load, int seconds) {
    long[] counts = new long[seconds];
    plan(load).forEach(request -> counts[(int) (request.offsetNanos() / 1_000_000_000)]++);
    return LongStream.of(counts).boxed().toList();
  }

  private static List<PlannedRequest> plan(Load load) {
    List<PlannedRequest> plan = new ArrayList<>();
    new Schedule(load).forEach(plan::add);
    return plan;
  }
}
