package dev.rampwright.bench.steady;

import dev.rampwright.bench.chat.ChatRequests;
import dev.rampwright.bench.chat.Prompts;
import dev.rampwright.bench.http.EventLoop;
import dev.rampwright.bench.http.HttpTransport;
import dev.rampwright.bench.http.TargetUrl;
import dev.rampwright.bench.load.Dispatcher;
import dev.rampwright.bench.load.Drain;
import dev.rampwright.bench.load.OpenLoop;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.schedule.Schedule;
import dev.rampwright.contracts.BenchSpec.Arrival;
import dev.rampwright.contracts.BenchSpec.Load;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One run of the steady client. */
final class SteadyRun {
  private static final int MAX_OPEN = 2_000;

  /** Requests under way get this long to end by themselves. */
  private static final Drain DRAIN = new Drain(Duration.ofSeconds(60), Duration.ofSeconds(10));

  private final SteadyOptions options;
  private final long seed;
  private final RunClock clock;
  private final StopSignal stop;
  private final EventLoop loop;
  private final SteadyTally tally;

  SteadyRun(SteadyOptions options, long seed, RunClock clock, StopSignal stop, EventLoop loop) {
    this.options = options;
    this.seed = seed;
    this.clock = clock;
    this.stop = stop;
    this.loop = loop;
    this.tally = new SteadyTally(clock.wall());
  }

  /** What was seen so far; from any thread. */
  SteadyReport current() {
    return CompletableFuture.supplyAsync(tally::report, loop).join();
  }

  /** Blocks until all requests have ended; returns what was seen. */
  SteadyReport run() {
    Schedule schedule =
        new Schedule(
            new Load(options.rate(), Arrival.CONSTANT, 0, options.duration().toMillis(), seed));
    ChatRequests requests =
        new ChatRequests(
            options.model(),
            options.maxTokens(),
            options.stream(),
            new Prompts(seed, options.promptTokens()));
    HttpTransport transport =
        new HttpTransport(loop, TargetUrl.of(options.url()), MAX_OPEN, requests::body);
    Dispatcher dispatcher =
        new Dispatcher(transport, tally, clock.nanoTime(), options.stream(), MAX_OPEN);
    long start = clock.now();
    long deadline = start + schedule.totalNanos() + DRAIN.afterSchedule().toNanos();
    new OpenLoop(loop, clock, stop, DRAIN).run(schedule, start, deadline, dispatcher);
    return current();
  }
}
