package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
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

  /** How an answer of this status ends that is broken off now because it took too long. */
  default Outcome brokenOff(int status) {
    return foregone()
        .orElseGet(
            () ->
                isHeldUpByClient()
                    ? new Outcome.ClientLeft(status)
                    : new Outcome.Failed(status, ErrorClass.TIMEOUT));
  }
}
