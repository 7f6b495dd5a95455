package dev.rampwright.sidecar.http;

import java.time.Duration;

/**
 * How long clients may take for their part.
 *
 * @param head from a new connection to its first request's whole head
 * @param body from a request's head to its whole body
 * @param stall how long a client may take nothing of an answer that waits for it
 * @param idle between two requests of a connection
 */
public record Patience(Duration head, Duration body, Duration stall, Duration idle) {
  /** The last is longer than load balancers keep connections, so that they close them, not we. */
  public static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(620));
}
