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
 * @param conditions Ready, Progressing, ModelLoaded, CacheReady, RolloutHealthy; Reconciling and
 *     Stalled while true
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
 * @param cache hit rate
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
    @Nullable CacheStatus cache) {

  /** One revision that runs. */
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

  /** Why a container ended or cannot start, in its own words. */
  public record ContainerFailure(
      String container,
      String reason,
      @Nullable String message,
      @Nullable Integer exitCode,
      @Nullable String time) {}

  /** A hash that was rolled back. */
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
   * @param epoch of the weights
   * @param stable the revision that the ramp began from
   * @param candidate the revision that it tries
   * @param stableLostAt since when no stable pod is there to split
   * @param reason why it is in this state
   * @param message the same for a person
   * @param failedVerdicts Fail verdicts so far
   * @param plan the plan as it was when the ramp began, JSON
   * @param verdicts of the gates at the step in force
   * @param history the last transitions, newest first
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
      @Nullable List<Transition> history) {}

  /** What a gate said: numbers first. */
  public record GateVerdict(
      String name,
      String verdict,
      @Nullable String value,
      String limit,
      Long samples,
      @Nullable Long failures,
      @Nullable String lowerBound,
      @Nullable String upperBound,
      String reason,
      @Nullable Integer step) {}

  /** A change of the ramp's state. */
  public record Transition(String time, String from, String to, String reason, String message) {}

  /**
   * The split.
   *
   * @param epoch of the desired weights
   * @param candidateWeight percent
   * @param entryPods pods that take clients' requests
   * @param ackedEntryPods those of them with this epoch in force
   * @param measuredRequests requests of this epoch
   * @param measuredCandidateRequests those of them that were the candidate's
   */
  public record TrafficStatus(
      Long epoch,
      Integer candidateWeight,
      Integer entryPods,
      Integer ackedEntryPods,
      @Nullable Long measuredRequests,
      @Nullable Long measuredCandidateRequests) {}

  /** Hits over lookups since the pods' start, two decimals. */
  public record CacheStatus(@Nullable String hitRate) {}
}
