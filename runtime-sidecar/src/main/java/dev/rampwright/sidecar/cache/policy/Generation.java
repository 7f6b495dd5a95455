package dev.rampwright.sidecar.cache.policy;

/**
 * What was invalidated how often: entries of an earlier generation are out of reach.
 *
 * @param epoch of the whole cache
 * @param namespace of the namespace
 * @param model of the model
 */
public record Generation(long epoch, long namespace, long model) {
  /** Before anything was invalidated. */
  public static final Generation FIRST = new Generation(0, 0, 0);
}
