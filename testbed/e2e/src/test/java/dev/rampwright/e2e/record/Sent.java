package dev.rampwright.e2e.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request of the load, as its client saw it.
 *
 * @param number counts from 1
 * @param begun when it was due, which is when it was sent
 * @param ended when its answer had ended, or broken
 * @param port the client's own port of its connection; 0 where none came about
 * @param connected when that connection came about, which may be long before; absent where it did
 *     not
 * @param status HTTP status; 0 where no answer's head came
 * @param revision which revision answered, from the answer's head
 * @param good complete: status 200, and a stream with its terminal event
 * @param detail what was wrong, for a person; empty if nothing was
 */
public record Sent(
    long number,
    Instant begun,
    Instant ended,
    int port,
    @Nullable Instant connected,
    int status,
    @Nullable String revision,
    boolean good,
    String detail) {

  /** For a list of failures. */
  public String line() {
    return "#%d %s to %s: status %d, revision %s, port %d, %s"
        .formatted(number, begun, ended, status, revision, port, detail);
  }
}
