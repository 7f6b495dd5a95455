package dev.rampwright.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.bench.log.LogFormat;
import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.ContractJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the program left behind.
 *
 * @param lines its standard output
 */
record Outcome(ExitCode exit, List<String> lines) {
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(3);

  /** Runs the program with the spec in a folder, on the real clock. */
  static Outcome of(Path folder, Specs spec, Map<String, String> environment) {
    return of(folder, ContractJson.write(spec.build()), environment);
  }

  /** The same for a target that comes up late, on a machine that may be busy with others. */
  static Outcome patiently(Path folder, Specs spec, Duration probePatience) {
    return of(folder, ContractJson.write(spec.build()), Map.of(), limits(probePatience));
  }

  /** The same with any text as the spec. */
  static Outcome of(Path folder, String spec, Map<String, String> environment) {
    return of(folder, spec, environment, limits(SHORT_PATIENCE));
  }

  /** The client's own lag is forgiven: these tests share a machine with others. */
  private static RunLimits limits(Duration probePatience) {
    return new RunLimits(
        2_000, probePatience, Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMillis(200));
  }

  private static Outcome of(
      Path folder, String spec, Map<String, String> environment, RunLimits limits) {
    Path file = folder.resolve("spec.json");
    try {
      Files.writeString(file, spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put(BenchProgram.SPEC, file.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunClock clock = RunClock.system();
    BenchLog log =
        BenchLog.of(
            LogFormat.JSON, new PrintStream(out, true, StandardCharsets.UTF_8), clock.wall(), "");
    ExitCode exit = new BenchProgram(all, limits, clock, new StopSignal(), log).run();
    return new Outcome(exit, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  /** The report of the last line. */
  BenchReport report() {
    return reportOf(lines.getLast());
  }

  static BenchReport reportOf(String line) {
    try {
      return ContractJson.read(
          new JsonMapper().readTree(line).path("report").toString(), BenchReport.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
