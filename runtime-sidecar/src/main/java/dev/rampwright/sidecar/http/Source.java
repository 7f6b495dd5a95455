package dev.rampwright.sidecar.http;

import java.util.Optional;

/** Where an exchange's answer is coming from at the moment. */
interface Source {
  /** Gives the answer up, so that whoever works on it stops. */
  void cancel();

  /** How the answer ended, where that is certain though its end may still be on its way. */
  default Optional<Outcome> foregone() {
    return Optional.empty();
  }

  /** Whether the answer is waiting for the client to read. */
  default boolean isHeldUpByClient() {
    return false;
  }
}
