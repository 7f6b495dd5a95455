package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import java.util.Optional;

/** What a step tells those who watch events: each once in a run's life. */
final class RunNotices {
  private RunNotices() {}

  static Optional<Notice> of(BenchmarkRun run, RunStep step) {
    String once = run.getMetadata().getUid();
    return switch (step) {
      case RunStep.Over over -> Optional.empty();
      case RunStep.Waiting waiting ->
          Optional.of(Notice.normal(waiting.reason(), waiting.message(), once));
      case RunStep.Beginning beginning ->
          Optional.of(
              Notice.normal(
                  Reason.BenchmarkStarting, "loads " + beginning.spec().target().url(), once));
      case RunStep.Running running -> Optional.empty();
      case RunStep.Completed completed ->
          Optional.of(Notice.normal(Reason.BenchmarkComplete, completed.report().message(), once));
      case RunStep.Failed failed ->
          Optional.of(Notice.warning(failed.reason(), failed.message(), once));
    };
  }
}
