package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision may look at beside the plan and the recorded state, the time included.
 *
 * @param now the time of the decision
 * @param desired hash of the revision that the spec asks for
 * @param replicas pods that the spec asks for; 0 stops the service
 * @param candidate pods of the state's {@link RampState#candidateRevision}; {@link Pods#NONE} if it
 *     has none
 * @param stable pods of the state's {@link RampState#stableRevision}; {@link Pods#NONE} if it has
 *     none
 * @param entry what the stable revision's sidecars, which split the traffic, say
 * @param inFlightCandidate requests that the candidate's pods are answering, forwarded or direct; a
 *     pod that cannot be asked counts as one
 * @param inFlightStable requests that the stable revision's pods hold, forwarded ones included; a
 *     pod that cannot be asked counts as one
 * @param entryEndpoints the revisions of the pods that are the entry Service's ready endpoints
 * @param paused whether the spec pauses ramps
 * @param command what a person asks for and was not handled yet
 * @param proof how far the state's attempt is with its benchmark; empty if it has none
 * @param others pods of all further revisions, on their way out, that still exist
 */
public record Observation(
    Instant now,
    String desired,
    int replicas,
    Pods candidate,
    Pods stable,
    Entry entry,
    int inFlightCandidate,
    int inFlightStable,
    Set<String> entryEndpoints,
    boolean paused,
    Optional<Command> command,
    Optional<Proof> proof,
    int others) {
  public Observation {
    entryEndpoints = Set.copyOf(entryEndpoints);
  }

  /**
   * Pods of one revision.
   *
   * @param total those that exist and are to stay
   * @param ready those of them that can take requests
   * @param failure why the revision can never become ready; empty while it still may
   * @param leaving those that were told to go, and still take room
   */
  public record Pods(int total, int ready, Optional<ContainerFailure> failure, int leaving) {
    public static final Pods NONE = new Pods(0, 0, Optional.empty());

    /** None of which is leaving. */
    public Pods(int total, int ready, Optional<ContainerFailure> failure) {
      this(total, ready, failure, 0);
    }

    /** All that take room. */
    int occupied() {
      return total + leaving;
    }
  }

  /**
   * A container that exited non-zero three times, or whose image or configuration cannot heal.
   *
   * @param container its name
   * @param reason the kubelet's word, such as {@code Error} or {@code ErrImagePull}
   * @param message its last words; may be empty
   * @param exitCode of its last run; empty if it never ran
   */
  public record ContainerFailure(
      String container, String reason, String message, Optional<Integer> exitCode) {
    /** One sentence for a person. */
    public String sentence() {
      String exit = exitCode.map(code -> ", exit code " + code).orElse("");
      String words = message.isBlank() ? "" : ": " + message.strip();
      return "container %s failed (%s%s)%s".formatted(container, reason, exit, words);
    }
  }

  /**
   * The sidecars of all pods of the stable revision that may still take clients' requests. Counters
   * of another epoch than the state's are ignored.
   *
   * @param epoch the epoch that the other numbers are about
   * @param pods how many such pods there are
   * @param acknowledged those of them that split as that epoch says
   * @param candidate what the candidate's requests of that epoch showed, summed over the pods
   * @param stable what the stable revision's showed
   * @param queries what the gates' queries have answered in that epoch, by the gate's name
   */
  public record Entry(
      long epoch,
      int pods,
      int acknowledged,
      Evidence candidate,
      Evidence stable,
      Map<String, Queried> queries) {
    public static final Entry NONE = new Entry(0, 0, 0, Evidence.NONE, Evidence.NONE);

    public Entry {
      queries = Map.copyOf(queries);
    }

    /** Of which nothing was queried. */
    public Entry(long epoch, int pods, int acknowledged, Evidence candidate, Evidence stable) {
      this(epoch, pods, acknowledged, candidate, stable, Map.of());
    }
  }

  /**
   * Ended requests of one revision.
   *
   * @param finished those that ended, well or badly
   * @param failed those that ended badly
   */
  public record Outcomes(long finished, long failed) {
    public static final Outcomes NONE = new Outcomes(0, 0);

    public Outcomes {
      if (failed < 0 || finished < failed) {
        throw new IllegalArgumentException(
            "failed requests must be 0..finished, are %d of %d".formatted(failed, finished));
      }
    }
  }

  boolean acknowledged(long epoch) {
    return entry.pods() == 0 || (entry.epoch() == epoch && entry.acknowledged() >= entry.pods());
  }

  /** How far the epoch is in force, for a person. */
  String acknowledgement(long epoch) {
    int acknowledged = entry.epoch() == epoch ? entry.acknowledged() : 0;
    return "%d of %d entry pods split so".formatted(acknowledged, entry.pods());
  }

  /** Whether the candidate's ready pods can take everything over at once. */
  boolean candidateCarries(Fleet fleet) {
    boolean complete = candidate.ready() >= fleet.most();
    boolean replaces = stable.total() >= fleet.replicas() && candidate.ready() >= stable.ready();
    return candidate.ready() > 0 && (complete || replaces);
  }

  /** The pods of a revision, as far as the state for which this was observed knows it. */
  Pods pods(RampState observed, Optional<String> revision) {
    if (revision.isEmpty()) {
      return Pods.NONE;
    }
    if (revision.equals(observed.stableRevision())) {
      return stable;
    }
    return revision.equals(observed.candidateRevision()) ? candidate : Pods.NONE;
  }

  /** While an attempt lasts, pods that were asked for once stay: a shrink waits for its end. */
  Fleet fleet(RampPlan plan, RampState state) {
    int asked =
        switch (state) {
          case Trying it -> Math.max(replicas, it.attempt().replicas());
          case RollingBack it -> Math.max(replicas, it.attempt().replicas());
          case Starting _, Settled _ -> replicas;
        };
    return new Fleet(plan.capacity(), replicas == 0 ? 0 : asked);
  }

  Evidence ofCandidate(long epoch) {
    return entry.epoch() == epoch ? entry.candidate() : Evidence.NONE;
  }

  Evidence ofStable(long epoch) {
    return entry.epoch() == epoch ? entry.stable() : Evidence.NONE;
  }

  Map<String, Queried> ofQueries(long epoch) {
    return entry.epoch() == epoch ? entry.queries() : Map.of();
  }
}
