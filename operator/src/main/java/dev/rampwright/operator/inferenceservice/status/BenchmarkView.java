package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.BenchmarkStatus;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.kube.Owners;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** {@code status.benchmark}: the last one before traffic, also when its object is gone. */
final class BenchmarkView {
  private BenchmarkView() {}

  static @Nullable BenchmarkStatus of(@Nullable InferenceServiceStatus old, Gathered seen) {
    return seen.objects().all(BenchmarkRun.class).stream()
        .filter(run -> Owners.isControlledBy(run, seen.service()))
        .max(Comparator.comparing(run -> run.getMetadata().getCreationTimestamp()))
        .map(BenchmarkView::view)
        .orElse(old == null ? null : old.benchmark());
  }

  private static BenchmarkStatus view(BenchmarkRun run) {
    String name = run.getMetadata().getName();
    @Nullable BenchmarkRunStatus status = run.getStatus();
    return status == null
        ? new BenchmarkStatus(name, null, null, null, null)
        : new BenchmarkStatus(
            name,
            status.verdict() == null ? null : status.verdict().name(),
            status.ttftP95(),
            status.outputTokensPerSecond(),
            status.completionTime());
  }
}
