package dev.rampwright.operator.tokencache.prewarm;

import dev.rampwright.contracts.PrewarmOrder;

/** What a TokenCache wants asked before clients ask it. */
public sealed interface PrewarmWish {
  /** Nothing. */
  record None() implements PrewarmWish {}

  /** The ConfigMap of that name is not there. */
  record Missing(String configMap) implements PrewarmWish {}

  /**
   * It cannot be read.
   *
   * @param message where and why, without a word of any prompt
   */
  record Invalid(String message) implements PrewarmWish {}

  /** This. */
  record Ordered(PrewarmOrder order) implements PrewarmWish {}
}
