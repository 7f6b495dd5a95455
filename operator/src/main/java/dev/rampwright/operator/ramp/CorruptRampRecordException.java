package dev.rampwright.operator.ramp;

/** A recorded state that no release wrote, or that was edited by hand. */
public final class CorruptRampRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptRampRecordException(String what) {
    super(text(what));
  }

  CorruptRampRecordException(String what, Throwable cause) {
    super(text(what), cause);
  }

  private static String text(String what) {
    return "status.rollout cannot be read: "
        + what
        + "; nothing is changed until it is repaired, or replaced by state Idle with the stable"
        + " revision's hash and an epoch above the one that the sidecars report";
  }
}
