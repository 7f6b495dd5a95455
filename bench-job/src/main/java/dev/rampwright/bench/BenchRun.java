package dev.rampwright.bench;

import dev.rampwright.bench.chat.ChatRequests;
import dev.rampwright.bench.chat.Prompts;
import dev.rampwright.bench.http.EventLoop;
import dev.rampwright.bench.http.HttpTransport;
import dev.rampwright.bench.http.TargetUrl;
import dev.rampwright.bench.load.Dispatcher;
import dev.rampwright.bench.load.Drain;
import dev.rampwright.bench.load.LoadEnd;
import dev.rampwright.bench.load.OpenLoop;
import dev.rampwright.bench.load.Probe;
import dev.rampwright.bench.load.ProbeResult;
import dev.rampwright.bench.measure.Measurements;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.bench.measure.Stretch;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.schedule.Schedule;
import dev.rampwright.bench.spec.ApiKey;
import dev.rampwright.bench.verdict.Judge;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One run from the probe to the judgement. */
final class BenchRun {
  /** Kept of the deadline for judging and reporting. */
  private static final Duration REPORTING_MARGIN = Duration.ofSeconds(10);

  /** From deciding the start to it, so that the first request is not late. */
  private static final Duration LEAD = Duration.ofMillis(50);

  private final BenchSpec spec;
  private final Optional<ApiKey> key;
  private final RunLimits limits;
  private final RunClock clock;
  private final StopSignal stop;
  private final EventLoop loop;
  private final Judge judge;
  private final Reports reports;
  private final ChatRequests requests;
  private final long deadline;
  private volatile Supplier<Progress> progress = () -> Progress.PROBING;

  BenchRun(
      BenchSpec spec,
      Optional<ApiKey> key,
      RunLimits limits,
      RunClock clock,
      StopSignal stop,
      EventLoop loop) {
    this.spec = spec;
    this.key = key;
    this.limits = limits;
    this.clock = clock;
    this.stop = stop;
    this.loop = loop;
    this.judge = new Judge(spec.criteria());
    this.reports =
        new Reports(
            clock.wall(),
            key.<UnaryOperator<String>>map(it -> it::hiddenIn).orElse(UnaryOperator.identity()));
    this.requests =
        new ChatRequests(
            spec.target().model(),
            spec.workload().outputTokens(),
            spec.workload().stream(),
            new Prompts(spec.load().seed(), spec.workload().inputTokens()));
    this.deadline = clock.now() + budget(spec.timeoutMillis()).toNanos();
  }

  /** The report of the run as it is now; from any thread. */
  BenchReport current() {
    return reports.running(progress.get());
  }

  /** Blocks until the run is over; returns its last report. */
  BenchReport run() {
    TargetUrl target = TargetUrl.of(spec.target());
    HttpTransport probing = new HttpTransport(loop, target, key, 1, index -> requests.probe());
    Probe probe = new Probe(loop, probing, clock, stop, limits.probePatience());
    return switch (probe.probe(spec.target().url())) {
      case ProbeResult.Hopeless(String why) -> reports.ended(judge.invalid(why), Snapshot.NONE);
      case ProbeResult.Interrupted() ->
          reports.ended(judge.judge(LoadEnd.INTERRUPTED, Snapshot.NONE), Snapshot.NONE);
      case ProbeResult.Reachable() -> load(target);
    };
  }

  private BenchReport load(TargetUrl target) {
    Schedule schedule = new Schedule(spec.load());
    long start = clock.now() + LEAD.toNanos();
    Stretch measured = new Stretch(start + schedule.warmupNanos(), start + schedule.totalNanos());
    boolean streamed = spec.workload().stream();
    Measurements measurements = new Measurements(streamed, measured, limits.tooLate());
    progress = () -> loading(schedule, start, measurements);
    HttpTransport transport =
        new HttpTransport(loop, target, key, limits.maxOpen(), requests::body);
    Dispatcher dispatcher =
        new Dispatcher(transport, measurements, clock.nanoTime(), streamed, limits.maxOpen());
    OpenLoop openLoop = new OpenLoop(loop, clock, stop, drain());
    LoadEnd end = openLoop.run(schedule, start, deadline, dispatcher);
    Snapshot snapshot = snapshot(measurements);
    return reports.ended(judge.judge(end, snapshot), snapshot);
  }

  private Progress loading(Schedule schedule, long start, Measurements measurements) {
    long elapsed = clock.now() - start;
    return Progress.loading(elapsed, schedule.totalNanos(), snapshot(measurements));
  }

  private Snapshot snapshot(Measurements measurements) {
    return CompletableFuture.supplyAsync(() -> measurements.snapshot(clock.now()), loop).join();
  }

  /** An overloaded target gets as long again as the load lasted to answer what it was sent. */
  private Drain drain() {
    Duration measured = Duration.ofMillis(spec.load().durationMillis());
    return new Drain(
        measured.compareTo(limits.shortestDrain()) > 0 ? measured : limits.shortestDrain(),
        Duration.ZERO);
  }

  private static Duration budget(long timeoutMillis) {
    Duration timeout = Duration.ofMillis(timeoutMillis);
    Duration tenth = timeout.dividedBy(10);
    return timeout.minus(tenth.compareTo(REPORTING_MARGIN) < 0 ? tenth : REPORTING_MARGIN);
  }
}
