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
import dev.rampwright.bench.spec.ApiKey;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
    try {
      BenchSpec spec = SpecReader.read(Path.of(environment.getOrDefault(SPEC, BenchFiles.SPEC)));
      Optional<ApiKey> key = key(spec.target());
      BenchLog log = rootLog.about(spec.run());
      Optional<Reporter> reporter = reporter(log);
      return reporter.isPresent() ? run(spec, key, reporter.get()) : ExitCode.BAD_SPEC;
    } catch (InvalidSpecException e) {
      String why = Objects.toString(e.getMessage());
      reporter(rootLog).ifPresent(reporter -> reporter.finish(refusal(why)));
      return ExitCode.BAD_SPEC;
    }
  }

  private static Optional<ApiKey> key(BenchSpec.Target target) throws InvalidSpecException {
    @Nullable String file = target.apiKeyFile();
    return file == null ? Optional.empty() : Optional.of(ApiKey.read(Path.of(file)));
  }

  private ExitCode run(BenchSpec spec, Optional<ApiKey> key, Reporter reporter) {
    try (EventLoop loop = EventLoop.start()) {
      BenchRun run = new BenchRun(spec, key, limits, clock, stop, loop);
      BenchReport last = reporter.follow(run::current, run::run);
      return reporter.finish(last) ? ExitCode.of(last) : ExitCode.UNDELIVERED;
    }
  }

  private BenchReport refusal(String why) {
    return new Reports(clock.wall(), UnaryOperator.identity())
        .ended(new Judge(List.of()).invalid(why), Snapshot.NONE);
  }

  /** Empty, and said in the log, if the environment asks for reports that cannot be sent. */
  private Optional<Reporter> reporter(BenchLog log) {
    try {
      return Optional.of(new Reporter(sinks(log), limits.reportInterval(), log));
    } catch (IOException | IllegalArgumentException e) {
      log.error("cannot report: " + e.getMessage(), null);
      return Optional.empty();
    }
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
