package dev.rampwright.e2e;

/**
 * How a scenario's ramp is to run, as YAML. Holds are short; the order of events is that of long
 * ones.
 */
final class Plan {
  /** No gate: only the holds count. */
  static final String NO_GATES = "{metrics: []}";

  /** 30 clean answers pass. */
  static final String ERRORS =
      "{sample: {minRequests: 30}, metrics: [{name: errors, metric: ErrorRate, max: \"0.1\"}]}";

  /** 60 clean answers pass; of a candidate that fails three in ten some 20 are enough. */
  static final String STRICT_ERRORS =
      "{sample: {minRequests: 60}, metrics: [{name: errors, metric: ErrorRate, max: \"0.05\"}]}";

  private Plan() {}

  /** 10%, 50%, 100%, each held that many seconds and at most four minutes. */
  static String held(int seconds, String gates) {
    return steps(seconds, 240, gates);
  }

  static String steps(int holdSeconds, int maxHoldSeconds, String gates) {
    return ramp(holdSeconds, maxHoldSeconds, "3m", gates);
  }

  /** A candidate that is not ready within a few seconds is given up. */
  static String impatient(String gates) {
    return ramp(5, 240, "25s", gates);
  }

  private static String ramp(int hold, int maxHold, String startupDeadline, String gates) {
    String step = "{weight: %d, hold: " + hold + "s, maxHold: " + maxHold + "s}";
    return """
        rollout:
          startupDeadline: %s
          scaleDownDelay: 2s
          steps: [%s, %s, %s]
          gates: %s
        """
        .formatted(
            startupDeadline, step.formatted(10), step.formatted(50), step.formatted(100), gates);
  }

  /** The same where no pod may exist beyond those asked for. */
  static String swapped(int holdSeconds, String gates) {
    return held(holdSeconds, gates) + "  capacity: {mode: Swap}\n";
  }

  /** The old pods go first. */
  static String recreated(String gates) {
    return impatient(gates) + "  capacity: {mode: Recreate}\n";
  }

  /** The revision that every scenario begins with. */
  static String stable(String plan) {
    return stable(2, plan);
  }

  static String stable(int replicas, String plan) {
    return Service.manifest(replicas, engine("stable", ""), plan);
  }

  /** One as good. */
  static String good(String plan) {
    return good(2, plan);
  }

  static String good(int replicas, String plan) {
    return Service.manifest(replicas, engine("good", ""), plan);
  }

  /** A third as good as the others. */
  static String another(String plan) {
    return Service.manifest(2, engine("another", ""), plan);
  }

  static String faulty(String faults, String plan) {
    return Service.manifest(2, engine("faulty", faults), plan);
  }

  /** Its engine never opens its port, but ends when it is told to. */
  static String neverLoading(String plan) {
    return Service.manifest(
        2,
        "{type: Custom, image: \"%s\", custom: {command: [sh, -c, 'trap \"exit 0\" TERM; sleep 3600 & wait']}}"
            .formatted(Cluster.setting("RAMPWRIGHT_FAULT_ENGINE_IMAGE")),
        plan);
  }

  /** It computes nothing, so that a small machine carries the load beside all that is broken. */
  private static String engine(String variant, String faults) {
    return """
        {type: Custom, image: "%s", env: [{name: VARIANT, value: %s}], custom: {command: [sh, -c,
          'exec fault-engine %s -- fault-engine synthetic --port {port}']}}\
        """
        .formatted(Cluster.setting("RAMPWRIGHT_FAULT_ENGINE_IMAGE"), variant, faults);
  }
}
