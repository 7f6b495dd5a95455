package dev.rampwright.operator.benchmarkrun.status;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Target;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import dev.rampwright.api.common.Benchmark.Criterion;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.operator.benchmarkrun.RunStep;
import dev.rampwright.operator.benchmarkrun.resources.RunNames;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives a run's status from the step it is at. */
public final class RunStatusRule {
  private final BenchmarkRun run;
  private final Optional<BenchmarkRunStatus> old;
  private final String now;
  private final Conditions before;

  private RunStatusRule(BenchmarkRun run, Instant now) {
    this.run = run;
    this.old = Optional.ofNullable(run.getStatus());
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    this.before =
        Conditions.continuing(
            old.map(BenchmarkRunStatus::conditions).orElse(null),
            run.getMetadata().getGeneration(),
            now);
  }

  /** The status at this step; empty where it stays as it is. */
  public static Optional<BenchmarkRunStatus> status(BenchmarkRun run, RunStep step, Instant now) {
    RunStatusRule rule = new RunStatusRule(run, now);
    return switch (step) {
      case RunStep.Over over -> rule.observed();
      case RunStep.Waiting waiting ->
          Optional.of(rule.pending(waiting.reason(), waiting.message()));
      case RunStep.Beginning beginning -> Optional.of(rule.begun(beginning));
      case RunStep.Running running -> Optional.of(rule.running(running));
      case RunStep.Completed completed -> Optional.of(rule.completed(completed.report()));
      case RunStep.Failed failed -> Optional.of(rule.failed(failed));
    };
  }

  /** A run that is over answers later generations (only the TTL can change) as it is. */
  private Optional<BenchmarkRunStatus> observed() {
    return old.map(
        status ->
            new BenchmarkRunStatus(
                run.getMetadata().getGeneration(),
                status.conditions(),
                status.state(),
                status.target(),
                status.message(),
                status.startTime(),
                status.completionTime(),
                status.progressPercent(),
                status.verdict(),
                status.ttftP95(),
                status.outputTokensPerSecond(),
                status.requests(),
                status.results(),
                status.criteria(),
                status.reportConfigMap()));
  }

  private BenchmarkRunStatus pending(Reason reason, String message) {
    return of(RunState.Pending, active(reason, message), message, asked(), null, null, null);
  }

  private BenchmarkRunStatus begun(RunStep.Beginning beginning) {
    String message = "the load generator starts";
    return of(
        RunState.Pending,
        active(Reason.BenchmarkStarting, message),
        message,
        beginning.spec().target().url(),
        startTime(Optional.empty()),
        null,
        null);
  }

  private BenchmarkRunStatus running(RunStep.Running running) {
    boolean started = running.report().isPresent();
    Reason reason = started ? Reason.BenchmarkRunning : Reason.BenchmarkStarting;
    return of(
        started ? RunState.Running : RunState.Pending,
        active(reason, running.message()),
        running.message(),
        target(),
        startTime(running.report()),
        null,
        running.report().orElse(null));
  }

  private BenchmarkRunStatus completed(BenchReport report) {
    Conditions conditions =
        before
            .without("Reconciling")
            .with("Complete", Truth.True, Reason.BenchmarkComplete, report.message());
    return of(
        RunState.Complete,
        conditions,
        report.message(),
        target(),
        startTime(Optional.of(report)),
        Objects.requireNonNullElse(report.completionTime(), now),
        report);
  }

  private BenchmarkRunStatus failed(RunStep.Failed failed) {
    Conditions conditions =
        before
            .without("Reconciling")
            .with("Complete", Truth.False, failed.reason(), failed.message())
            .with("Failed", Truth.True, failed.reason(), failed.message())
            .with("Stalled", Truth.True, failed.reason(), failed.message());
    boolean begun = failed.report().isPresent() || old.map(s -> s.startTime()).isPresent();
    return of(
        RunState.Failed,
        conditions,
        failed.message(),
        target(),
        begun ? startTime(failed.report()) : null,
        now,
        failed.report().orElse(null));
  }

  private Conditions active(Reason reason, String message) {
    return before
        .with("Complete", Truth.False, reason, message)
        .with("Reconciling", Truth.True, reason, message);
  }

  private BenchmarkRunStatus of(
      RunState state,
      Conditions conditions,
      String message,
      String target,
      @Nullable String startTime,
      @Nullable String completionTime,
      @Nullable BenchReport report) {
    Optional<BenchReport> said = Optional.ofNullable(report);
    return new BenchmarkRunStatus(
        run.getMetadata().getGeneration(),
        conditions.list(),
        state,
        target,
        message,
        startTime,
        completionTime,
        said.map(BenchReport::progressPercent).orElse(0),
        state == RunState.Complete ? verdict(said) : null,
        said.map(ReportView::ttftP95).orElse(null),
        said.map(ReportView::outputTokensPerSecond).orElse(null),
        said.map(r -> ReportView.requests(r.requests())).orElse(null),
        said.map(r -> r.results().stream().map(ReportView::result).toList()).orElse(null),
        said.map(r -> r.criteria().stream().map(c -> ReportView.criterion(c, criteria())).toList())
            .orElse(null),
        startTime == null ? null : RunNames.of(run).report());
  }

  /** A finished measurement without a verdict has proven nothing. */
  private static @Nullable Verdict verdict(Optional<BenchReport> report) {
    return report
        .flatMap(said -> Optional.ofNullable(said.verdict()))
        .map(ReportView::verdict)
        .orElse(Verdict.Inconclusive);
  }

  private String startTime(Optional<BenchReport> report) {
    return old.map(BenchmarkRunStatus::startTime)
        .or(() -> report.map(BenchReport::startTime))
        .orElse(now);
  }

  private String target() {
    return old.map(BenchmarkRunStatus::target).orElseGet(this::asked);
  }

  /** Before the URL is known: what the spec names. */
  private String asked() {
    Target target = run.getSpec().target();
    if (target.inferenceServiceRef() != null) {
      return target.inferenceServiceRef().name();
    }
    return target.endpoint() == null ? "" : target.endpoint().url();
  }

  private List<Criterion> criteria() {
    return Objects.requireNonNullElse(run.getSpec().benchmark().criteria(), List.<Criterion>of());
  }
}
