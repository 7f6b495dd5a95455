package dev.rampwright.operator.ramp;

/** Why a ramp is where it is; the words of events, conditions and status. */
public enum RampReason {
  REVISION_READY("RevisionReady", Kind.PROGRESS),
  REVISION_ADOPTED("RevisionAdopted", Kind.PROGRESS),
  PREPARING("Preparing", Kind.PROGRESS),
  RAMP_STARTED("RampStarted", Kind.PROGRESS),
  STEP_PASSED("StepPassed", Kind.PROGRESS),
  PROMOTING("Promoting", Kind.PROGRESS),
  DRAINING("Draining", Kind.PROGRESS),
  PROMOTED("Promoted", Kind.PROGRESS),
  RECOVERED("Recovered", Kind.PROGRESS),
  /** More of the candidate's pods are ready, and carry more. */
  SHARE_RAISED("ShareRaised", Kind.PROGRESS),
  PROVING("Proving", Kind.PROGRESS),
  PAUSED("Paused", Kind.PROGRESS),
  RESUMED("Resumed", Kind.PROGRESS),
  /** A command lets a candidate begin without a benchmark, or in spite of a pause. */
  CLEARED("Cleared", Kind.PROGRESS),
  ROLLED_BACK("RolledBack", Kind.PROGRESS),
  RETURNED_TO_STABLE("ReturnedToStable", Kind.PROGRESS),

  /** The candidate lost ready pods, and the others cannot carry its share. */
  SHARE_LOWERED("ShareLowered", Kind.TROUBLE),
  /** The candidate lost its last ready pod. */
  INTERRUPTED("Interrupted", Kind.TROUBLE),
  /** The stable revision has had no ready pod for a while, and the candidate has. */
  STABLE_UNAVAILABLE("StableUnavailable", Kind.TROUBLE),
  /** A gate failed, and the failure limit allows another look. */
  GATE_FAILED_ONCE("GateFailedOnce", Kind.TROUBLE),
  /** The gates were undecided, and the plan says to go on. */
  STEP_PASSED_UNDECIDED("StepPassedUndecided", Kind.TROUBLE),

  /** The spec asks for a third revision. */
  SUPERSEDED("Superseded", Kind.CANCEL),
  /** The spec asks for the stable revision again. */
  REVERTED("Reverted", Kind.CANCEL),
  /** The spec asks for no pods. */
  SCALED_TO_ZERO("ScaledToZero", Kind.CANCEL),

  /** A container failed in a way that does not heal. */
  CONTAINER_FAILED("ContainerFailed", Kind.FAILURE),
  /** Not all pods were ready in time. */
  STARTUP_DEADLINE_EXCEEDED("StartupDeadlineExceeded", Kind.FAILURE),
  /** A gate failed as often as the failure limit says. */
  GATE_FAILED("GateFailed", Kind.FAILURE),
  /** The gates were undecided when the hold was over, and the plan says to roll back. */
  GATES_UNDECIDED("GatesUndecided", Kind.FAILURE),
  /** The gates were undecided for as long as the step allows. */
  HOLD_EXCEEDED("HoldExceeded", Kind.FAILURE),
  /** The candidate had no ready pod for longer than the grace. */
  CANDIDATE_UNREADY("CandidateUnready", Kind.FAILURE),
  /** A criterion of the benchmark before traffic does not hold. */
  BENCHMARK_FAILED("BenchmarkFailed", Kind.FAILURE),
  /** That benchmark measured too little to say. */
  BENCHMARK_INCONCLUSIVE("BenchmarkInconclusive", Kind.FAILURE),
  /** That benchmark measured nothing that can be trusted. */
  BENCHMARK_INVALID("BenchmarkInvalid", Kind.FAILURE),
  /** That benchmark had no result in time. */
  PRE_TRAFFIC_TIMEOUT("PreTrafficTimeout", Kind.FAILURE),
  /** A person ended the attempt. */
  ABORTED("Aborted", Kind.FAILURE);

  private enum Kind {
    PROGRESS,
    TROUBLE,
    CANCEL,
    FAILURE
  }

  private final String word;
  private final Kind kind;

  RampReason(String word, Kind kind) {
    this.word = word;
    this.kind = kind;
  }

  /** The reason as Kubernetes writes it, in CamelCase. */
  public String word() {
    return word;
  }

  /**
   * The reason of that word.
   *
   * @throws CorruptRampRecordException if there is none
   */
  static RampReason parse(String word) {
    return RecordWords.parse("reason", word, values(), RampReason::word);
  }

  /** Whether an event of this reason is of type Warning. */
  public boolean warning() {
    return kind == Kind.TROUBLE || kind == Kind.FAILURE;
  }

  /** Whether a ramp can end for this reason without promotion. */
  public boolean endsRamp() {
    return kind == Kind.CANCEL || kind == Kind.FAILURE;
  }

  /** Whether the candidate answers badly or not at all, so that no request may wait for it. */
  boolean isDefect() {
    return this == CONTAINER_FAILED || this == GATE_FAILED || this == CANDIDATE_UNREADY;
  }

  /** Whether the candidate is to blame, so that its hash stays out. */
  public boolean blamesCandidate() {
    return kind == Kind.FAILURE;
  }
}
