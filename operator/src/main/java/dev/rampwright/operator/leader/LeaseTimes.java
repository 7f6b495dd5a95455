package dev.rampwright.operator.leader;

import java.time.Duration;

/**
 * How long a lease holds. A killed leader has renewed at most {@link #RETRY} ago, and a follower
 * looks every one to 2.2 times {@link #RETRY}: it takes over at most 10 s + 4.4 s after the kill.
 */
public final class LeaseTimes {
  /** Name of the lease in the operator's namespace. */
  public static final String NAME = "rampwright-operator";

  /** A lease that was not renewed for so long may be taken by another pod. */
  public static final Duration DURATION = Duration.ofSeconds(10);

  /** A leader that could not renew for so long gives up, well before others may take over. */
  public static final Duration RENEW_DEADLINE = Duration.ofSeconds(7);

  /** Time between two attempts to renew or to acquire. */
  public static final Duration RETRY = Duration.ofSeconds(2);

  private LeaseTimes() {}
}
