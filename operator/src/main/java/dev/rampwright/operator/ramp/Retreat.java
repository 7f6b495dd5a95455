package dev.rampwright.operator.ramp;

/** How fast a rollback takes the candidate's traffic away. */
final class Retreat {
  private Retreat() {}

  /**
   * The candidate's share in percent now. Where stable has all its pods it takes everything at
   * once, and so it does when the candidate answers badly. Otherwise it takes over pod by pod, for
   * overloaded pods answer nobody.
   *
   * @param current the share so far
   */
  static int weight(RampPlan plan, RampState state, int current, Cause cause, Observation seen) {
    Fleet fleet = seen.fleet(plan, state);
    boolean whole = seen.stable().total() >= fleet.replicas();
    boolean enough = seen.stable().ready() >= fleet.replicas() - fleet.slack();
    if (cause.reason().isDefect() || whole || enough || seen.candidate().ready() == 0) {
      return 0;
    }
    return Math.min(current, fleet.share(fleet.replicas() - seen.stable().ready()));
  }
}
