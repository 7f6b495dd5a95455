package dev.rampwright.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rampwright.bench.fakes.ManualClock;
import dev.rampwright.bench.fakes.Streams;
import dev.rampwright.bench.measure.Measurements;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.bench.measure.Stretch;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.schedule.Schedule;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Arrival;
import dev.rampwright.contracts.BenchSpec.Load;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The whole load on a simulated clock: 100 requests a second for 10 s. */
class OpenLoopTest {
  private static final Head OK = new Head(200, null, false);
  private static final long SECOND = 1_000_000_000;
  private static final long SERVICE_NANOS = 5_000_000;
  private static final Schedule SCHEDULE =
      new Schedule(new Load(100, Arrival.CONSTANT, 0, 10_000, 1));

  private final ManualClock clock = new ManualClock();
  private final StopSignal stop = new StopSignal();
  private final Measurements measurements =
      new Measurements(true, new Stretch(0, SCHEDULE.totalNanos()), Duration.ofMillis(20));

  @Test
  void aCalmServerShowsItsServiceTime() {
    assertThat(run(clock.runClock(), this::answer)).isEqualTo(LoadEnd.FINISHED);

    assertThat(e2e().n()).isEqualTo(1_000);
    assertThat(Objects.requireNonNull(e2e().p99())).isEqualTo(0.005, within(0.0001));
    assertThat(snapshot().lateness().late()).isZero();
  }

  @Test
  void everySecondOfAServersFreezeShowsInTheTail() {
    // Frozen from second 5 to second 6: what was meant to leave meanwhile waits for the thaw.
    run(
        clock.runClock(),
        (index, exchange) -> {
          boolean frozen = clock.now() >= 5 * SECOND && clock.now() < 6 * SECOND;
          answerAt(exchange, (frozen ? 6 * SECOND : clock.now()) + SERVICE_NANOS);
        });

    // A closed loop would have had one slow answer of a thousand, and no trace of it in p99.
    assertThat(Objects.requireNonNull(e2e().p99())).isBetween(0.88, 0.92);
    assertThat(Objects.requireNonNull(e2e().p95())).isBetween(0.48, 0.52);
    assertThat(snapshot().maxE2eSeconds()).isBetween(1.0, 1.01);
  }

  @Test
  void aClientThatFreezesBlamesItself() {
    // One wait takes a second longer than asked.
    RunClock stalling =
        new RunClock(
            clock.runClock().wall(),
            clock::now,
            wait -> {
              boolean stall = clock.now() < 5 * SECOND && clock.now() + wait >= 5 * SECOND;
              clock.advance(Duration.ofNanos(wait + (stall ? SECOND : 0)));
            });

    run(stalling, this::answer);

    assertThat(snapshot().requests().sent()).isEqualTo(1_000);
    assertThat(snapshot().lateness().tooLate()).isBetween(95L, 101L);
    assertThat(snapshot().lateness().acceptable()).isFalse();
    assertThat(Objects.requireNonNull(e2e().p99())).isBetween(0.85, 1.0);
  }

  @Test
  void aDelayIsMadeUpForAndNotCarriedOver() {
    List<Long> sent = new ArrayList<>();

    run(
        clock.runClock(),
        (index, exchange) -> {
          sent.add(clock.now());
          if (index == 100) {
            clock.advance(Duration.ofMillis(300));
          }
          answer(index, exchange);
        });

    assertThat(sent).hasSize(1_000);
    assertThat(sent.getLast()).isEqualTo(9_990_000_000L);
  }

  @Test
  void requestsBeyondTheBoundFailInsteadOfWaiting() {
    run(clock.runClock(), (index, exchange) -> {});

    assertThat(snapshot().requests().errors())
        .containsEntry(Dispatcher.SATURATED, 800L)
        .containsEntry(Dispatcher.TIMEOUT, 200L);
  }

  @Test
  void aStopEndsTheRunAtOnce() {
    LoadEnd end =
        run(
            clock.runClock(),
            (index, exchange) -> {
              if (index == 50) {
                stop.request();
              }
            });

    assertThat(end).isEqualTo(LoadEnd.INTERRUPTED);
    assertThat(clock.now()).isLessThan(SECOND);
    assertThat(snapshot().requests().errors()).containsEntry(OpenLoop.INTERRUPTED, 51L);
  }

  @Test
  void theDeadlineEndsTheRun() {
    OpenLoop loop = loop(clock.runClock());

    LoadEnd end = loop.run(SCHEDULE, 0, 3 * SECOND, dispatcher(this::answer));

    assertThat(end).isEqualTo(LoadEnd.DEADLINE_EXCEEDED);
    assertThat(snapshot().requests().sent()).isEqualTo(300);
  }

  private LoadEnd run(RunClock of, Transport transport) {
    return loop(of).run(SCHEDULE, 0, 100 * SECOND, dispatcher(transport));
  }

  private OpenLoop loop(RunClock of) {
    return new OpenLoop(Runnable::run, of, stop, new Drain(Duration.ofSeconds(5), Duration.ZERO));
  }

  private Dispatcher dispatcher(Transport transport) {
    return new Dispatcher(transport, measurements, clock::now, true, 200);
  }

  private void answer(long index, Exchange exchange) {
    answerAt(exchange, clock.now() + SERVICE_NANOS);
  }

  private static void answerAt(Exchange exchange, long nanos) {
    exchange.head(OK);
    exchange.bytes(Streams.event(Streams.TEXT), nanos);
    exchange.bytes(Streams.event(Streams.DONE), nanos);
  }

  private Snapshot snapshot() {
    return measurements.snapshot(clock.now());
  }

  private Result e2e() {
    return snapshot().result(Metric.E2E);
  }
}
