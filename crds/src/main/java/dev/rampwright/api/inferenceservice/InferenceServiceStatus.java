package dev.rampwright.api.inferenceservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reports; it is the only writer.
 *
 * @param observedGeneration the spec that this status answers
 * @param conditions Ready, Progressing, ModelLoaded, CacheReady, RouteReady, RolloutHealthy;
 *     Reconciling and Stalled while true
 * @param url where clients inside the cluster reach the service
 * @param replicas pods of the stable revision, surge pods not counted
 * @param readyReplicas those of them that are Ready
 * @param selector label selector of the stable revision's pods, for autoscalers
 * @param stableRevision hash of the revision that serves
 * @param candidateRevision hash of the revision that is being tried; empty when none is
 * @param revisions what runs
 * @param failedRevisions hashes that were rolled back; asked for again, they stay out
 * @param rollout the running or last ramp
 * @param traffic the split
 * @param cache what the cache gave
 * @param handledCommands the last commands that were looked at, newest first; none is run twice
 * @param benchmark the last benchmark that a new revision had to pass before traffic
 */
public record InferenceServiceStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable String url,
    @StatusReplicas @Nullable Integer replicas,
    @Nullable Integer readyReplicas,
    @LabelSelector @Nullable String selector,
    @Nullable String stableRevision,
    @Nullable String candidateRevision,
    @Nullable List<RevisionStatus> revisions,
    @Nullable List<FailedRevision> failedRevisions,
    @Nullable RolloutStatus rollout,
    @Nullable TrafficStatus traffic,
    @Nullable CacheStatus cache,
    @Nullable List<HandledCommand> handledCommands,
    @Nullable BenchmarkStatus benchmark) {

  /**
   * One revision that runs.
   *
   * @param hash its name everywhere, eight hexadecimal digits
   * @param role what it is for
   * @param state how far its pods are
   * @param replicas pods wanted
   * @param readyReplicas those of them that are Ready
   * @param weight its share of the traffic, in percent
   * @param url where it alone is reached
   * @param lastFailure why one of its containers failed
   */
  public record RevisionStatus(
      String hash,
      RevisionRole role,
      RevisionState state,
      Integer replicas,
      Integer readyReplicas,
      @Nullable Integer weight,
      @Nullable String url,
      @Nullable ContainerFailure lastFailure) {}

  /** What a revision is for. */
  public enum RevisionRole {
    Stable,
    Candidate,
    Retiring
  }

  /** How far a revision's pods are. */
  public enum RevisionState {
    Pending,
    Loading,
    Warm,
    Failed,
    Stopped
  }

  /**
   * Why a container ended or cannot start, in its own words.
   *
   * @param container its name
   * @param reason as the kubelet calls it
   * @param message the end of its log, or the kubelet's message
   * @param exitCode what its process ended with
   * @param time when it ended, ISO-8601
   */
  public record ContainerFailure(
      String container,
      String reason,
      @Nullable String message,
      @Nullable Integer exitCode,
      @Nullable String time) {}

  /**
   * A hash that was rolled back.
   *
   * @param hash of the revision
   * @param reason one word of the reference's list
   * @param message the same for a person
   * @param time when it was rolled back, ISO-8601
   */
  public record FailedRevision(String hash, String reason, String message, String time) {}

  /**
   * A ramp.
   *
   * @param id identifies this attempt
   * @param state the state machine's state
   * @param stepIndex index of the step in force
   * @param since when the state was entered, ISO-8601
   * @param stepSince when the step began to which an interrupted ramp returns
   * @param stepStartedAt when all entry pods had acknowledged the step's weight
   * @param epoch number of the weights' last change
   * @param stable the revision that the ramp began from
   * @param candidate the revision that it tries
   * @param stableLostAt since when no stable pod is there to split
   * @param reason why it is in this state
   * @param message the same for a person
   * @param failedVerdicts Fail verdicts so far
   * @param plan the plan as it was when the ramp began, JSON
   * @param verdicts what the gates said at the step in force
   * @param history the last transitions, newest first
   * @param passes how many times in a row all gates have passed at the step in force
   * @param passedRequests how many requests the last of these passes had seen
   * @param passedAt when the last of these passes was counted
   * @param pausedAt since when a paused step stands still, or a ready candidate waits, ISO-8601
   * @param pausedBy what paused it: Spec, Command or HoldExceeded
   * @param clearance what a command said of the beginning: Held or Given; empty means neither. At a
   *     step, Given: it passes as soon as its pods carry everything
   * @param weight the candidate's share in force, where pods are missing for that of the step
   * @param waitingSince since when they are missing
   * @param replicas most pods that were asked for since the attempt began
   */
  public record RolloutStatus(
      @Nullable String id,
      String state,
      @Nullable Integer stepIndex,
      @Nullable String since,
      @Nullable String stepSince,
      @Nullable String stepStartedAt,
      @Nullable Long epoch,
      @Nullable String stable,
      @Nullable String candidate,
      @Nullable String stableLostAt,
      @Nullable String reason,
      @Nullable String message,
      @Nullable Integer failedVerdicts,
      @Nullable String plan,
      @Nullable List<GateVerdict> verdicts,
      @Nullable List<Transition> history,
      @Nullable Integer passes,
      @Nullable Long passedRequests,
      @Nullable String passedAt,
      @Nullable String pausedAt,
      @Nullable String pausedBy,
      @Nullable String clearance,
      @Nullable Integer weight,
      @Nullable String waitingSince,
      @Nullable Integer replicas) {}

  /**
   * What a gate said: numbers first.
   *
   * @param name the gate's
   * @param verdict what follows from the numbers: Pass, Fail or Inconclusive
   * @param value the measured value
   * @param limit what it may not exceed, or fall below; absent while stable gives none
   * @param samples requests, streams or cache lookups that were judged; of a query its last answers
   * @param failures those of them on the wrong side: failed, too slow, or not found
   * @param lowerBound the true value is hardly below it; a query has no bounds
   * @param upperBound the true value is hardly above it; absent while nothing bounds it
   * @param reason why the verdict is what it is
   * @param step index of the step that was judged
   * @param confidence of the bound that a Fail rests on, at all looks together; absent for a query
   * @param unit of value, limit and bounds: a fraction, milliseconds or tokens a second; absent for
   *     a query
   * @param stableValue the same of the stable revision, where it was compared
   * @param dryRun whether the verdict is only shown
   * @param message the same as one sentence for a person
   */
  public record GateVerdict(
      String name,
      String verdict,
      @Nullable String value,
      @Nullable String limit,
      Long samples,
      @Nullable Long failures,
      @Nullable String lowerBound,
      @Nullable String upperBound,
      String reason,
      @Nullable Integer step,
      @Nullable String confidence,
      @Nullable String unit,
      @Nullable String stableValue,
      @Nullable Boolean dryRun,
      @Nullable String message) {}

  /**
   * A change of the ramp's state.
   *
   * @param time when it happened, ISO-8601
   * @param from the state that was left
   * @param to the state that was entered
   * @param reason one word of the reference's list
   * @param message the same for a person
   */
  public record Transition(String time, String from, String to, String reason, String message) {}

  /**
   * The split.
   *
   * @param epoch number of the desired weights' last change
   * @param candidateWeight the share that the candidate shall have, in percent
   * @param entryPods pods that split clients' requests; where a Gateway splits, that count them
   * @param ackedEntryPods those of them with this epoch in force
   * @param measuredRequests requests of this epoch
   * @param measuredCandidateRequests those of them that were the candidate's
   * @param router who splits: Sidecar or Gateway
   * @param route name of the HTTPRoute that the operator keeps; empty if there is none
   */
  public record TrafficStatus(
      Long epoch,
      Integer candidateWeight,
      Integer entryPods,
      Integer ackedEntryPods,
      @Nullable Long measuredRequests,
      @Nullable Long measuredCandidateRequests,
      @Nullable String router,
      @Nullable String route) {}

  /**
   * What the cache gave.
   *
   * @param hitRate hits over lookups since the pods' start, two decimals
   */
  public record CacheStatus(@Nullable String hitRate) {}

  /**
   * A command that was looked at.
   *
   * @param command as the annotation had it: verb, hash and token
   * @param outcome what became of it
   * @param message the same for a person
   * @param time when it was looked at, ISO-8601
   */
  public record HandledCommand(
      String command, CommandOutcome outcome, String message, String time) {}

  /** What became of a command. */
  public enum CommandOutcome {
    Done,
    Ignored
  }

  /**
   * A benchmark before traffic; more stands in the BenchmarkRun of that name.
   *
   * @param run name of the BenchmarkRun
   * @param verdict Pass, Fail or Inconclusive; empty until the run is complete
   * @param ttftP95 such as {@code 182ms}
   * @param outputTokensPerSecond of all requests together
   * @param time when it ended, ISO-8601
   */
  public record BenchmarkStatus(
      String run,
      @Nullable String verdict,
      @Nullable String ttftP95,
      @Nullable String outputTokensPerSecond,
      @Nullable String time) {}
}
