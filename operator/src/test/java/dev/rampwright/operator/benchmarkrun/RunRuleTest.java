package dev.rampwright.operator.benchmarkrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.operator.benchmarkrun.status.RunStatusRule;
import dev.rampwright.operator.benchmarkrun.target.TargetKey;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunRuleTest {
  private static final Instant SOON = Instant.parse("2026-01-01T00:01:00Z");
  private static final Instant LATE = Instant.parse("2026-01-01T00:10:00Z");

  private static final TargetKey NO_KEY = new TargetKey.NotAsked();

  private final BenchmarkRun run = Runs.against("{inferenceServiceRef: {name: chat}}");

  @Test
  void beginsOnceTheTargetIsReady() {
    assertThat(decide(facts(Optional.of(Runs.readyService()), SOON)))
        .isInstanceOfSatisfying(
            RunStep.Beginning.class,
            beginning -> {
              assertThat(beginning.deadline()).hasMinutes(9);
              assertThat(beginning.spec().timeoutMillis()).isEqualTo(9 * 60_000);
            });
  }

  @Test
  void waitsForTheTargetUntilTheTimeout() {
    assertThat(decide(facts(Optional.empty(), SOON)))
        .isInstanceOfSatisfying(
            RunStep.Waiting.class, w -> assertThat(w.reason()).isEqualTo(Reason.TargetNotFound));
    assertThat(failure(facts(Optional.empty(), LATE)).reason()).isEqualTo(Reason.DeadlineExceeded);
    assertThat(failure(facts(Optional.empty(), LATE)).message()).contains("chat does not exist");
  }

  @Test
  void waitsForItsKeyUntilTheTimeout() {
    TargetKey missing = new TargetKey.Unusable("there is no Secret keys");

    assertThat(decide(facts(Optional.of(Runs.readyService()), missing, SOON)))
        .isEqualTo(new RunStep.Waiting(Reason.ApiKeyMissing, "there is no Secret keys"));
    assertThat(failure(facts(Optional.of(Runs.readyService()), missing, LATE)).message())
        .endsWith("within execution.timeout: there is no Secret keys");
  }

  @Test
  void tellsThePodWhereItsKeyIs() {
    assertThat(decide(facts(Optional.of(Runs.readyService()), new TargetKey.Usable(), SOON)))
        .isInstanceOfSatisfying(
            RunStep.Beginning.class,
            beginning ->
                assertThat(beginning.spec().target().apiKeyFile())
                    .isEqualTo("/etc/rampwright/bench-key/api-key"));
  }

  @Test
  void doesNotBeginAfterTheTimeout() {
    assertThat(failure(facts(Optional.of(Runs.readyService()), LATE)).reason())
        .isEqualTo(Reason.DeadlineExceeded);
  }

  @Test
  void theFinalReportOutranksTheJob() {
    assertThat(decide(facts(failedJob("BackoffLimitExceeded"), Phase.COMPLETE)))
        .isInstanceOf(RunStep.Completed.class);
    assertThat(decide(facts(Optional.empty(), Phase.COMPLETE)))
        .isInstanceOf(RunStep.Completed.class);
  }

  @Test
  void anInvalidReportFailsTheRun() {
    assertThat(failure(facts(runningJob(), Phase.INVALID)).reason()).isEqualTo(Reason.Invalid);
  }

  @Test
  void runsWhileTheJobDoes() {
    assertThat(decide(facts(runningJob(), Phase.RUNNING)))
        .isInstanceOfSatisfying(
            RunStep.Running.class, r -> assertThat(r.message()).isEqualTo("measuring"));
  }

  @Test
  void aSucceededJobWithoutAFinalReportIsNeverComplete() {
    assertThat(failure(facts(job("Complete", ""), Phase.RUNNING)).reason())
        .isEqualTo(Reason.ReportMissing);
  }

  @Test
  void aFailedJobSpeaksWithItsPodsWordsOrItsOwn() {
    RunFacts facts = facts(failedJob("BackoffLimitExceeded"), Phase.RUNNING);
    assertThat(failure(facts).reason()).isEqualTo(Reason.PodFailed);
    assertThat(failure(facts).message()).isEqualTo("words of the Job");
    RunFacts withPod =
        new RunFacts(
            run,
            Optional.empty(),
            NO_KEY,
            facts.job(),
            facts.report(),
            Optional.of("exit 3"),
            SOON);
    assertThat(failure(withPod).message()).isEqualTo("exit 3");
  }

  @Test
  void aJobOutOfTimeSaysSoWithTheLastMessage() {
    beginRun("container bench waits: ImagePullBackOff");
    assertThat(failure(facts(failedJob("DeadlineExceeded"), null)))
        .satisfies(
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.DeadlineExceeded);
              assertThat(failed.message()).contains("execution.timeout", "ImagePullBackOff");
            });
  }

  @Test
  void aRunWhoseJobWasDeletedDoesNotRunAgain() {
    assertThat(failure(facts(Optional.empty(), Phase.RUNNING)).reason())
        .isEqualTo(Reason.ReportMissing);
    beginRun("starts");
    assertThat(failure(facts(Optional.of(Runs.readyService()), SOON)).reason())
        .isEqualTo(Reason.ReportMissing);
  }

  @Test
  void aFinishedRunIsOverWhateverElseIsTrue() {
    RunStep completed = new RunStep.Completed(Reports.of(Phase.COMPLETE, 100));
    run.setStatus(RunStatusRule.status(run, completed, SOON).orElseThrow());
    assertThat(decide(facts(Optional.of(Runs.readyService()), LATE)))
        .isInstanceOf(RunStep.Over.class);
    assertThat(decide(facts(runningJob(), Phase.RUNNING))).isInstanceOf(RunStep.Over.class);
  }

  @Test
  void anUnreadableBoundFailsBeforeAnythingIsMade() {
    BenchmarkRun wrong =
        Runs.withSpec(
            "target: {inferenceServiceRef: {name: chat}}, benchmark: {criteria: [{name: c, metric:"
                + " Ttft, target: fast}]}");
    RunFacts facts =
        new RunFacts(
            wrong,
            Optional.of(Runs.readyService()),
            NO_KEY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SOON);
    assertThat(failure(facts).reason()).isEqualTo(Reason.InvalidSpec);
  }

  private void beginRun(String message) {
    RunStep running = new RunStep.Running(Optional.empty(), message);
    run.setStatus(RunStatusRule.status(run, running, SOON).orElseThrow());
  }

  private RunFacts facts(Optional<InferenceService> service, Instant now) {
    return facts(service, NO_KEY, now);
  }

  private RunFacts facts(Optional<InferenceService> service, TargetKey key, Instant now) {
    return new RunFacts(
        run, service, key, Optional.empty(), Optional.empty(), Optional.empty(), now);
  }

  private RunFacts facts(Optional<Job> job, @Nullable Phase phase) {
    Optional<BenchReport> report = Optional.ofNullable(phase).map(p -> Reports.of(p, 50));
    return new RunFacts(run, Optional.empty(), NO_KEY, job, report, Optional.empty(), SOON);
  }

  private static RunStep decide(RunFacts facts) {
    return RunRule.decide(facts, false);
  }

  private static RunStep.Failed failure(RunFacts facts) {
    RunStep step = decide(facts);
    assertThat(step).isInstanceOf(RunStep.Failed.class);
    return (RunStep.Failed) step;
  }

  private static Optional<Job> runningJob() {
    return Optional.of(new JobBuilder().withNewStatus().endStatus().build());
  }

  private static Optional<Job> failedJob(String reason) {
    return job("Failed", reason);
  }

  private static Optional<Job> job(String type, String reason) {
    return Optional.of(
        new JobBuilder()
            .withNewStatus()
            .addNewCondition()
            .withType(type)
            .withStatus("True")
            .withReason(reason)
            .withMessage("words of the Job")
            .endCondition()
            .endStatus()
            .build());
  }
}
