package dev.rampwright.operator.benchmarkrun.target;

import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.operator.kube.Reason;
import org.jspecify.annotations.Nullable;

/** Whom a run loads, as far as that is known now. */
public sealed interface TargetResolution {
  /**
   * The target can be loaded.
   *
   * @param target its URL and model
   * @param service the InferenceService's name; null for a URL outside
   */
  record Found(BenchSpec.Target target, @Nullable String service) implements TargetResolution {}

  /** It may become ready: the run waits. */
  record NotYet(Reason reason, String message) implements TargetResolution {}

  /** It never will. */
  record Never(Reason reason, String message) implements TargetResolution {}
}
