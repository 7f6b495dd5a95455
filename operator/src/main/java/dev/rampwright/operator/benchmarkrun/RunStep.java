package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.operator.kube.Reason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run is at now. */
public sealed interface RunStep {
  /** It ended earlier: its status stays as it is, whatever becomes of the Job. */
  record Over() implements RunStep {}

  /** The target is not ready to be loaded. */
  record Waiting(Reason reason, String message) implements RunStep {}

  /**
   * The load can begin: the Job is to be made.
   *
   * @param spec what the pod shall do
   * @param service the InferenceService that is loaded; null for a URL outside
   * @param deadline what is left of the run's timeout
   */
  record Beginning(BenchSpec spec, @Nullable String service, Duration deadline)
      implements RunStep {}

  /**
   * The Job runs.
   *
   * @param report what the pod has reported; empty while it starts
   */
  record Running(Optional<BenchReport> report, String message) implements RunStep {}

  /** It measured as asked; the verdict says whether that was good. */
  record Completed(BenchReport report) implements RunStep {}

  /**
   * It ended without a result that can be trusted.
   *
   * @param report what was reported until then
   */
  record Failed(Reason reason, String message, Optional<BenchReport> report) implements RunStep {}
}
