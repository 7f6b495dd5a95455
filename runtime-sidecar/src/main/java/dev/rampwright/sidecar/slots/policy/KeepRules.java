package dev.rampwright.sidecar.slots.policy;

import java.time.Duration;

/**
 * What is worth the volume's space and the time. Reading a saved slot takes milliseconds per
 * megabyte, computing one milliseconds per token, so short prompts are computed again.
 */
public final class KeepRules {
  /** A slot that was not used for so long is saved, so that a crash loses little. */
  public static final Duration IDLE = Duration.ofSeconds(30);

  /** What nobody has come back to for so long goes. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  static final int MIN_BLOCKS = 2;

  /** Of how much of a saved prompt a request must begin with, to be sure of what it will reuse. */
  private static final double CERTAIN = 0.9;

  private static final double MOSTLY = 0.5;
  private static final double REUSED = 0.5;

  private KeepRules() {}

  /** Whether a slot that holds such a prompt is saved. */
  public static boolean isWorthSaving(PromptPrint held) {
    return held.blocks().length >= MIN_BLOCKS;
  }

  /**
   * Whether a saved slot is restored for a request.
   *
   * @param there blocks of the request's beginning that the slot holds already
   */
  public static boolean isWorthRestoring(PromptPrint saved, PromptPrint asked, int there) {
    return saved.common(asked) >= there + MIN_BLOCKS;
  }

  /** Whether a request goes on where a slot ended, so that little of it would be lost. */
  public static boolean isContinued(PromptPrint held, PromptPrint asked) {
    return held.sharedBy(asked) >= MOSTLY;
  }

  /** Whether a request may follow in its owner's slot without a look at the volume. */
  public static boolean mayOverwrite(PromptPrint held, PromptPrint asked) {
    return isContinued(held, asked) || !(isWorthSaving(held) || isWorthSaving(asked));
  }

  /**
   * What an answer after a restore says of the engine: some models take a file and compute the
   * whole prompt all the same.
   *
   * @param restored tokens that the engine said it had read
   * @param reused tokens of the prompt that it did not compute
   */
  public static Proof judge(PromptPrint saved, PromptPrint asked, long restored, long reused) {
    double share = saved.sharedBy(asked);
    if (share < CERTAIN) {
      return Proof.NONE;
    }
    return reused >= REUSED * share * restored ? Proof.REUSED : Proof.WASTED;
  }

  /** Whether restoring did what it is for. */
  public enum Proof {
    /** The prompts had too little in common to tell. */
    NONE,
    REUSED,
    WASTED
  }
}
