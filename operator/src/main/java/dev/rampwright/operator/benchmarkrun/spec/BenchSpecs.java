package dev.rampwright.operator.benchmarkrun.spec;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Execution;
import dev.rampwright.api.common.Benchmark;
import dev.rampwright.api.common.Benchmark.Arrival;
import dev.rampwright.api.common.Benchmark.Load;
import dev.rampwright.api.common.Benchmark.Workload;
import dev.rampwright.api.common.Durations;
import dev.rampwright.contracts.BenchSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the {@link BenchSpec} of a run. The defaults are those of the schema. */
public final class BenchSpecs {
  private BenchSpecs() {}

  /**
   * What the run's pod shall do.
   *
   * @param timeout what is left of the run's deadline
   * @throws InvalidBenchmarkException if a value cannot be read
   */
  public static BenchSpec of(BenchmarkRun run, BenchSpec.Target target, Duration timeout) {
    Benchmark benchmark = run.getSpec().benchmark();
    return new BenchSpec(
        BenchSpec.FORMAT_VERSION,
        run.getMetadata().getNamespace() + "/" + run.getMetadata().getName(),
        target,
        workload(benchmark.workload()),
        load(benchmark.load()),
        requireNonNullElse(benchmark.criteria(), List.<Benchmark.Criterion>of()).stream()
            .map(Criteria::read)
            .toList(),
        timeout.toMillis());
  }

  /** The whole run's deadline, waiting for the target included. */
  public static Duration timeout(BenchmarkRunSpec spec) {
    @Nullable Execution execution = spec.execution();
    return duration(execution == null ? null : execution.timeout(), "1h");
  }

  /** How long the finished Job and its pod stay. */
  public static Duration podTtl(BenchmarkRunSpec spec) {
    return duration(spec.podTTLAfterFinished(), "24h");
  }

  private static BenchSpec.Workload workload(@Nullable Workload workload) {
    return workload == null
        ? new BenchSpec.Workload(64, 16, true)
        : new BenchSpec.Workload(
            requireNonNullElse(workload.inputTokens(), 64),
            requireNonNullElse(workload.outputTokens(), 16),
            requireNonNullElse(workload.stream(), true));
  }

  private static BenchSpec.Load load(@Nullable Load given) {
    Load load = given == null ? new Load(null, null, null, null, null) : given;
    return new BenchSpec.Load(
        rate(requireNonNullElse(load.requestRate(), "1/s")),
        switch (requireNonNullElse(load.arrival(), Arrival.Poisson)) {
          case Constant -> BenchSpec.Arrival.CONSTANT;
          case Poisson -> BenchSpec.Arrival.POISSON;
        },
        duration(load.warmup(), "5s").toMillis(),
        duration(load.duration(), "60s").toMillis(),
        requireNonNullElse(load.seed(), 42L));
  }

  private static double rate(String text) {
    double perSecond = Double.parseDouble(text.substring(0, text.indexOf('/')));
    if (perSecond <= 0) {
      throw new InvalidBenchmarkException(
          "load.requestRate '%s' sends nothing; write for instance 0.5/s".formatted(text));
    }
    return perSecond;
  }

  private static Duration duration(@Nullable String text, String otherwise) {
    return Durations.parse(requireNonNullElse(text, otherwise));
  }
}
