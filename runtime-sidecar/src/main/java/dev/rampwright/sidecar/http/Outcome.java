package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;

/** How a request ended. */
public sealed interface Outcome {
  /** What the client saw; 499 if it left before. */
  int status();

  /** The engine answered in full, and not with an error of its own. */
  record Answered(int status) implements Outcome {
    /** Whether the engine did what was asked, so that the time it took says how fast it is. */
    public boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /** Answered from a cache, here or at the candidate. */
  record Replayed(int status) implements Outcome {}

  /** Ended badly. */
  record Failed(int status, ErrorClass error) implements Outcome {}

  /** The sidecar turned it away: the request's fault, or the sidecar's limits. */
  record Refused(int status) implements Outcome {}

  /** The sidecar turned it away because all slots and places in the queue were taken. */
  record Shed() implements Outcome {
    @Override
    public int status() {
      return 429;
    }
  }

  /** The client left before the end. */
  record ClientLeft(int status) implements Outcome {}

  /** Judges a complete answer by its status alone. */
  static Outcome ofStatus(int status) {
    if (status >= 500) {
      return new Failed(status, ErrorClass.SERVER_ERROR);
    }
    return status == 429 ? new Failed(status, ErrorClass.ENGINE_BUSY) : new Answered(status);
  }
}
