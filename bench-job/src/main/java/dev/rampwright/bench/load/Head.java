package dev.rampwright.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * What an answer's head says.
 *
 * @param status the HTTP status
 * @param revision the revision that answered, where the service says so
 * @param replayed whether a response cache says that it answered
 */
public record Head(int status, @Nullable String revision, boolean replayed) {
  /** Whether the status is 2xx. */
  public boolean successful() {
    return status >= 200 && status < 300;
  }
}
