package dev.rampwright.bench.steady;

import dev.rampwright.bench.http.EventLoop;
import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.bench.log.LogFormat;
import dev.rampwright.bench.process.ProcessEnd;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.Ticker;
import dev.rampwright.contracts.ContractJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Asks a service at a fixed rate for a bounded time, and ends, also on SIGTERM, with one line of
 * JSON that says what came back and from which revision.
 *
 * <p>Exit codes: 0 it ran, whatever came back; 2 bad arguments.
 */
public final class SteadyClient {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private SteadyClient() {}

  /** Runs with {@code --name=value} arguments. */
  public static void main(String[] arguments) {
    BenchLog log =
        BenchLog.of(LogFormat.of(System.getenv()), System.out, InstantSource.system(), "");
    ProcessEnd end = ProcessEnd.install(GRACE);
    try {
      System.out.println(ContractJson.write(run(SteadyOptions.parse(arguments), end, log)));
      System.out.flush();
      end.exit(0);
    } catch (IllegalArgumentException e) {
      log.error(Objects.toString(e.getMessage()), null);
      end.exit(2);
    }
  }

  private static SteadyReport run(SteadyOptions options, ProcessEnd end, BenchLog log) {
    Long seed = options.seed();
    try (EventLoop loop = EventLoop.start()) {
      SteadyRun run =
          new SteadyRun(
              options,
              seed == null ? System.nanoTime() : seed,
              RunClock.system(),
              end.stop(),
              loop);
      return new Ticker(
              options.progress(),
              () -> log.info(progress(run.current())),
              error -> log.error("cannot report the progress", error))
          .during(run::run);
    }
  }

  private static String progress(SteadyReport report) {
    return "%d sent, %d ok, failed %s, revisions %s"
        .formatted(report.sent(), report.ok(), report.failed(), report.revisions());
  }
}
