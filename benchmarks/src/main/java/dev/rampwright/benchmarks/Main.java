package dev.rampwright.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all of them, and appends one line for each to the file that is named. */
public final class Main {
  private static final String UNBOUND = "-";
  private static final String DECISION_MICROS = "100";

  private static final Map<String, Row> ROWS =
      Map.of(
          "DecisionBenchmark.midStep", new Row("one decision in mid-step", DECISION_MICROS),
          "DecisionBenchmark.rollback", new Row("one decision that rolls back", DECISION_MICROS),
          "DecisionBenchmark.rest", new Row("one decision at rest", DECISION_MICROS),
          "CountersBenchmark.samples", new Row("reading two sidecars' counters in a step", UNBOUND),
          "CountersBenchmark.requests", new Row("reading two sidecars' counters at rest", UNBOUND));

  /**
   * How a figure is shown.
   *
   * @param name for a reader
   * @param goal in microseconds; {@link #UNBOUND} for none
   */
  private record Row(String name, String goal) {}

  private Main() {}

  /** The only argument: the file. A line: what, figure, unit, goal, parted by tabs. */
  public static void main(String[] args) throws RunnerException, IOException {
    var options =
        new OptionsBuilder().include("dev\\.rampwright\\.benchmarks\\..*").shouldFailOnError(true);
    for (RunResult result : new Runner(options.build()).run()) {
      Files.writeString(
          Path.of(args[0]), line(result), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static String line(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String method = benchmark.substring(Main.class.getPackageName().length() + 1);
    Row row = ROWS.getOrDefault(method, new Row(method, UNBOUND));
    double micros = result.getPrimaryResult().getScore();
    return String.format(Locale.ROOT, "%s\t%.2f\tus\t%s%n", row.name(), micros, row.goal());
  }
}
