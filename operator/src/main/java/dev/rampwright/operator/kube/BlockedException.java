package dev.rampwright.operator.kube;

/** A reconcile that cannot go on until somebody changes something; its message says what. */
public final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public BlockedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What to write into conditions and events. */
  public Reason reason() {
    return reason;
  }
}
