package dev.rampwright.bench.load;

import org.jspecify.annotations.Nullable;

/** What became of one request. */
public sealed interface Outcome {
  /** The answer's head; absent if none came. */
  @Nullable Head head();

  /**
   * Answered completely with status 2xx.
   *
   * @param tokens the answer's tokens
   * @param tokensCounted whether the server counted them ({@code usage}); else the number of chunks
   *     with content stands for them
   */
  record Answered(Head head, Timing timing, long tokens, boolean tokensCounted)
      implements Outcome {}

  /**
   * Everything else.
   *
   * @param kind what failures are counted by, such as {@code HTTP 404} or {@code ConnectException}
   * @param detail the server's or the network's own words; may be empty
   */
  record Failed(@Nullable Head head, String kind, String detail) implements Outcome {}
}
