package dev.rampwright.sidecar.http;

/** Where an exchange's answer is coming from at the moment. */
interface Source {
  /** Gives the answer up, so that whoever works on it stops. */
  void cancel();

  /** Whether the answer is complete already, though its end may still be on its way. */
  default boolean isComplete() {
    return false;
  }

  /** Whether the answer is waiting for the client to read. */
  default boolean isHeldUpByClient() {
    return false;
  }
}
