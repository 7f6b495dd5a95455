package dev.rampwright.operator.ramp;

/** What a ramp may use beyond the pods that were asked for, and who makes room for whom. */
public sealed interface Capacity {
  /** As many extra pods as there are pods: the old ones all stay. */
  Capacity DOUBLE = Overlap.percent(100);

  /** Pods beyond {@code replicas} that may exist while a ramp runs. */
  int surge(int replicas);

  /**
   * Old and new pods run side by side. Where the surge is short, old ones make room step by step,
   * and the candidate's share follows its pods.
   *
   * @param amount at least 0
   * @param relative whether the amount is percent of the pods asked for, rounded up
   */
  record Overlap(int amount, boolean relative) implements Capacity {
    private static final int ALL = 100;

    public Overlap {
      if (amount < 0) {
        throw new IllegalArgumentException(
            "rollout.capacity.maxSurge must not be negative, is " + amount);
      }
    }

    /** So many pods. */
    public static Overlap pods(int amount) {
      return new Overlap(amount, false);
    }

    /** So many percent of the pods asked for. */
    public static Overlap percent(int amount) {
      return new Overlap(amount, true);
    }

    @Override
    public int surge(int replicas) {
      return relative ? Math.ceilDiv(amount * replicas, ALL) : amount;
    }
  }

  /** The old pods go before the new ones come; nothing serves in between, and nothing is split. */
  record Recreate() implements Capacity {
    @Override
    public int surge(int replicas) {
      return 0;
    }
  }
}
