package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.operator.benchmarkrun.spec.BenchSpecs;
import dev.rampwright.operator.benchmarkrun.spec.InvalidBenchmarkException;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution;
import dev.rampwright.operator.benchmarkrun.target.TargetRule;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a run is at. The final report outranks the Job, and the past outranks both. */
public final class RunRule {
  private RunRule() {}

  /**
   * Decides.
   *
   * @param urlsAllowed whether the chart allows URL targets
   */
  public static RunStep decide(RunFacts facts, boolean urlsAllowed) {
    if (isOver(facts.run().getStatus())) {
      return new RunStep.Over();
    }
    return ending(facts.report())
        .or(() -> facts.job().map(job -> withJob(job, facts)))
        .orElseGet(() -> withoutJob(facts, urlsAllowed));
  }

  /** Whether the status tells of a run that ended. */
  static boolean isOver(@Nullable BenchmarkRunStatus status) {
    return status != null
        && (status.state() == RunState.Complete || status.state() == RunState.Failed);
  }

  /** Whether a Job was made for the run, as far as its status knows. */
  static boolean hasBegun(BenchmarkRun run) {
    return run.getStatus() != null && run.getStatus().startTime() != null;
  }

  private static Optional<RunStep> ending(Optional<BenchReport> report) {
    return report.flatMap(
        said ->
            switch (said.phase()) {
              case RUNNING -> Optional.empty();
              case COMPLETE -> Optional.of(new RunStep.Completed(said));
              case INVALID ->
                  Optional.of(new RunStep.Failed(Reason.Invalid, said.message(), report));
            });
  }

  private static RunStep withJob(Job job, RunFacts facts) {
    return JobEnd.of(job)
        .map(end -> endedWithoutReport(end, job, facts))
        .orElseGet(() -> new RunStep.Running(facts.report(), runningMessage(facts)));
  }

  private static RunStep endedWithoutReport(JobEnd end, Job job, RunFacts facts) {
    return switch (end) {
      case SUCCEEDED -> failed(facts, Reason.ReportMissing, "the pod ended without a final report");
      case FAILED ->
          failed(facts, Reason.PodFailed, facts.trouble().orElseGet(() -> JobEnd.words(job)));
      case DEADLINE ->
          failed(
              facts,
              Reason.DeadlineExceeded,
              "the run did not end within execution.timeout" + lastWords(facts));
    };
  }

  private static RunStep withoutJob(RunFacts facts, boolean urlsAllowed) {
    if (hasBegun(facts.run()) || facts.report().isPresent()) {
      return failed(
          facts, Reason.ReportMissing, "the Job was deleted before its pod's final report");
    }
    Duration left = timeLeft(facts);
    TargetResolution target =
        TargetRule.resolve(
            facts.run().getSpec().target(), facts.service(), facts.key(), urlsAllowed);
    return switch (target) {
      case TargetResolution.Never never -> failed(facts, never.reason(), never.message());
      case TargetResolution.NotYet notYet when left.isPositive() ->
          new RunStep.Waiting(notYet.reason(), notYet.message());
      case TargetResolution.NotYet notYet -> outOfTime(facts, notYet.message());
      case TargetResolution.Found found when left.isPositive() -> begin(facts, found, left);
      case TargetResolution.Found found -> outOfTime(facts, "the operator saw the run too late");
    };
  }

  private static RunStep begin(RunFacts facts, TargetResolution.Found found, Duration left) {
    try {
      return new RunStep.Beginning(
          BenchSpecs.of(facts.run(), found.target(), left), found.service(), left);
    } catch (InvalidBenchmarkException e) {
      return failed(facts, Reason.InvalidSpec, String.valueOf(e.getMessage()));
    }
  }

  private static RunStep outOfTime(RunFacts facts, String why) {
    return failed(
        facts,
        Reason.DeadlineExceeded,
        "the load could not begin within execution.timeout: " + why);
  }

  private static RunStep.Failed failed(RunFacts facts, Reason reason, String message) {
    return new RunStep.Failed(reason, message, facts.report());
  }

  private static Duration timeLeft(RunFacts facts) {
    Instant created = Instant.parse(facts.run().getMetadata().getCreationTimestamp());
    return Duration.between(facts.now(), created.plus(BenchSpecs.timeout(facts.run().getSpec())));
  }

  private static String runningMessage(RunFacts facts) {
    return facts
        .trouble()
        .or(() -> facts.report().map(BenchReport::message))
        .orElse("the load generator starts");
  }

  /** A pod that never ran is gone when its Job's deadline passes; its words are in the status. */
  private static String lastWords(RunFacts facts) {
    BenchmarkRunStatus status = facts.run().getStatus();
    String last = status == null || status.message() == null ? "" : status.message();
    String words = facts.trouble().orElse(last);
    return words.isEmpty() ? "" : "; last: " + words;
  }
}
