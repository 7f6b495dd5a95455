package dev.rampwright.sidecar.slots.policy;

/**
 * Whether slots of the running model are restored: until two restores in a row were wasted. Models
 * with sliding windows or a recurrent state report success and reuse nothing.
 */
public final class RestoreTrial {
  private static final int STRIKES = 2;

  private int wasted;

  public boolean isOver() {
    return wasted >= STRIKES;
  }

  /** Takes one more proof; there is no way back once it is over. */
  public void heard(KeepRules.Proof proof) {
    switch (proof) {
      case NONE -> {}
      case REUSED -> wasted = isOver() ? wasted : 0;
      case WASTED -> wasted++;
    }
  }
}
