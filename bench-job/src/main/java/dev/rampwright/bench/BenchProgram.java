package dev.rampwright.bench;

import dev.rampwright.bench.http.EventLoop;
import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.report.ApiAccess;
import dev.rampwright.bench.report.ApiConfigMapWriter;
import dev.rampwright.bench.report.ConfigMapSink;
import dev.rampwright.bench.report.LogSink;
import dev.rampwright.bench.report.Patience;
import dev.rampwright.bench.report.ReportSink;
import dev.rampwright.bench.report.Reporter;
import dev.rampwright.bench.spec.InvalidSpecException;
import dev.rampwright.bench.spec.SpecReader;
import dev.rampwright.bench.verdict.Judge;
import dev.rampwright.contracts.BenchFiles;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The whole program but for the process around it. */
final class BenchProgram {
  /** Environment variable: path of the spec, instead of {@link BenchFiles#SPEC}. */
  static final String SPEC = "RAMPWRIGHT_BENCH_SPEC";

  private final Map<String, String> environment;
  private final RunLimits limits;
  private final RunClock clock;
  private final StopSignal stop;
  private final BenchLog rootLog;

  BenchProgram(
      Map<String, String> environment,
      RunLimits limits,
      RunClock clock,
      StopSignal stop,
      BenchLog rootLog) {
    this.environment = environment;
    this.limits = limits;
    this.clock = clock;
    this.stop = stop;
    this.rootLog = rootLog;
  }

  ExitCode run() {
    Path file = Path.of(environment.getOrDefault(SPEC, BenchFiles.SPEC));
    try {
      BenchSpec spec = SpecReader.read(file);
      BenchLog log = rootLog.about(spec.run());
      return run(spec, new Reporter(sinks(log), limits.reportInterval(), log));
    } catch (InvalidSpecException e) {
      return refuse(Objects.toString(e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      rootLog.error("cannot report: " + e.getMessage(), null);
      return ExitCode.BAD_SPEC;
    }
  }

  private ExitCode run(BenchSpec spec, Reporter reporter) {
    try (EventLoop loop = EventLoop.start()) {
      BenchRun run = new BenchRun(spec, limits, clock, stop, loop);
      BenchReport last = reporter.follow(run::current, run::run);
      return reporter.finish(last) ? ExitCode.of(last) : ExitCode.UNDELIVERED;
    }
  }

  private ExitCode refuse(String why) {
    rootLog.error(why, null);
    BenchReport report =
        new Reports(clock.wall()).ended(new Judge(List.of()).invalid(why), Snapshot.NONE);
    try {
      new Reporter(sinks(rootLog), limits.reportInterval(), rootLog).finish(report);
    } catch (IOException | IllegalArgumentException e) {
      rootLog.error("cannot report: " + e.getMessage(), null);
    }
    return ExitCode.BAD_SPEC;
  }

  /** The log last: its report is the last line. */
  private List<ReportSink> sinks(BenchLog log) throws IOException {
    List<ReportSink> sinks = new ArrayList<>();
    Optional<ApiAccess> access = ApiAccess.of(environment);
    if (access.isPresent()) {
      sinks.add(
          new ConfigMapSink(ApiConfigMapWriter.open(access.get()), new Patience(clock, stop), log));
    }
    sinks.add(new LogSink(log));
    return sinks;
  }
}
