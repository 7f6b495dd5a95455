package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one ramp is to run: the shares, how long each is held, and what must hold meanwhile. A ramp
 * keeps the plan with which it began.
 *
 * @param steps at least one; rising weights, the last 100
 * @param startupDeadline a new revision's pods must all be ready by then, counted from the start
 * @param scaleDownDelay how long the old pods stay after the entry Service has left them
 * @param drainGrace longest wait for acknowledgements and requests in flight before pods are scaled
 *     in all the same
 * @param gates what is judged at every step
 * @param onHoldExceeded what follows when a step was not passed within its maxHold
 * @param preTraffic how long the benchmark before traffic may take, counted from the moment that
 *     every pod is ready; empty: none is asked for
 * @param capacity how many pods it may use
 */
public record RampPlan(
    List<Step> steps,
    Duration startupDeadline,
    Duration scaleDownDelay,
    Duration drainGrace,
    Gates gates,
    OnHoldExceeded onHoldExceeded,
    Optional<Duration> preTraffic,
    Capacity capacity) {

  /**
   * A plan without a benchmark, whose steps are rolled back when their maxHold is over, with twice
   * the pods.
   */
  public RampPlan(
      List<Step> steps,
      Duration startupDeadline,
      Duration scaleDownDelay,
      Duration drainGrace,
      Gates gates) {
    this(
        steps,
        startupDeadline,
        scaleDownDelay,
        drainGrace,
        gates,
        OnHoldExceeded.ROLLBACK,
        Optional.empty(),
        Capacity.DOUBLE);
  }

  /**
   * @throws IllegalArgumentException if the weights do not rise to 100, or a duration is negative
   */
  public RampPlan {
    steps = List.copyOf(steps);
    requireRisingTo100(steps);
    requireNotNegative("startupDeadline", startupDeadline);
    requireNotNegative("scaleDownDelay", scaleDownDelay);
    requireNotNegative("drainGrace", drainGrace);
    preTraffic.ifPresent(timeout -> requireNotNegative("preTraffic.timeout", timeout));
  }

  /** What follows when a step was not passed within its maxHold. */
  public enum OnHoldExceeded {
    ROLLBACK,
    /** The share stays, and a person decides. */
    PAUSE
  }

  /** Index of the step of weight 100. */
  public int lastStep() {
    return steps.size() - 1;
  }

  /**
   * The step of that index.
   *
   * @throws IllegalStateException if the plan has no such step: the recorded state belongs to
   *     another plan
   */
  public Step step(int index) {
    if (index >= steps.size()) {
      throw new IllegalStateException(
          "the ramp is at step index %d, but its plan has %d steps; the recorded plan is not the"
                  .formatted(index, steps.size())
              + " one that the ramp began with");
    }
    return steps.get(index);
  }

  private static void requireRisingTo100(List<Step> steps) {
    int previous = 0;
    for (Step step : steps) {
      if (step.weightPercent() <= previous) {
        throw new IllegalArgumentException(
            "rollout.steps: weights must rise, but %d follows %d; sort the steps and remove doubles"
                .formatted(step.weightPercent(), previous));
      }
      previous = step.weightPercent();
    }
    if (previous != 100) {
      throw new IllegalArgumentException(
          "rollout.steps: the last weight must be 100, is %d; append a step of weight 100"
              .formatted(previous));
    }
  }

  private static void requireNotNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "rollout: %s must not be negative, is %s".formatted(name, duration));
    }
  }

  /**
   * One share of the traffic.
   *
   * @param weightPercent the candidate's share, 1 to 100
   * @param hold shortest stay, counted from the moment that every entry pod splits so
   * @param maxHold longest stay while the gates are undecided, counted from the step's beginning;
   *     at least {@code hold}
   */
  public record Step(int weightPercent, Duration hold, Duration maxHold) {
    public Step {
      if (weightPercent < 1 || weightPercent > 100) {
        throw new IllegalArgumentException(
            "rollout.steps: weight must be 1..100, is " + weightPercent);
      }
      requireNotNegative("hold", hold);
      if (maxHold.compareTo(hold) < 0) {
        throw new IllegalArgumentException(
            "rollout.steps: maxHold %s is shorter than hold %s at weight %d; raise maxHold"
                .formatted(maxHold, hold, weightPercent));
      }
    }
  }

  /**
   * What is judged, and on how much evidence.
   *
   * @param minRequests the candidate's samples since the step began that a Pass needs, at least 1
   * @param failureLimit the n-th Fail of a ramp rolls back, at least 1
   * @param gates all of them must pass; empty: only the holds count
   * @param consecutivePasses how many times in a row all of them must pass, at least 1
   * @param onInconclusive what happens when the hold is over and one of them is undecided
   * @param errorLimit from so many errors in a row on a query tells nothing, at least 1
   */
  public record Gates(
      long minRequests,
      int failureLimit,
      List<Gate> gates,
      int consecutivePasses,
      OnInconclusive onInconclusive,
      int errorLimit) {
    /** Of a plan that does not say. */
    public static final int ERROR_LIMIT = 4;

    /** No gate: a step passes when its hold is over. */
    public static final Gates NONE = new Gates(1, 1, List.of());

    public Gates {
      gates = List.copyOf(gates);
      if (minRequests < 1 || failureLimit < 1 || consecutivePasses < 1 || errorLimit < 1) {
        throw new IllegalArgumentException(
            "rollout.gates: minRequests, failureLimit, consecutivePasses and errorLimit must be at"
                + " least 1, are %d, %d, %d and %d"
                    .formatted(minRequests, failureLimit, consecutivePasses, errorLimit));
      }
    }

    /** With the usual error limit. */
    public Gates(
        long minRequests,
        int failureLimit,
        List<Gate> gates,
        int consecutivePasses,
        OnInconclusive onInconclusive) {
      this(minRequests, failureLimit, gates, consecutivePasses, onInconclusive, ERROR_LIMIT);
    }

    /** One Pass is enough, and undecided gates hold. */
    public Gates(long minRequests, int failureLimit, List<Gate> gates) {
      this(minRequests, failureLimit, gates, 1, OnInconclusive.HOLD);
    }
  }
}
