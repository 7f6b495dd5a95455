package dev.rampwright.bench;

import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.bench.log.LogFormat;
import dev.rampwright.bench.process.ProcessEnd;
import dev.rampwright.bench.process.RunClock;
import java.time.Duration;
import java.util.Map;

/**
 * The benchmark pod's process.
 *
 * <p>Exit codes: 0 measured (whatever the verdict), 1 a bug, 2 bad spec, 3 invalid run, 4 report
 * not delivered. On SIGTERM it reports what is there as invalid and ends within 20 s.
 */
public final class BenchJob {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private BenchJob() {}

  /** Runs the spec of the environment. */
  public static void main(String[] arguments) {
    ProcessEnd end = ProcessEnd.install(GRACE);
    RunClock clock = RunClock.system();
    Map<String, String> environment = System.getenv();
    BenchLog log = BenchLog.of(LogFormat.of(environment), System.out, clock.wall(), "");
    int code;
    try {
      code = new BenchProgram(environment, RunLimits.DEFAULT, clock, end.stop(), log).run().code();
    } catch (RuntimeException e) {
      log.error("the benchmark failed", e);
      code = 1;
    }
    end.exit(code);
  }
}
