package dev.rampwright.sidecar.http;

/**
 * Bytes that all buffered request bodies together may take, so that many large requests at once are
 * turned away instead of ending the process. Lives on the event loop.
 */
public final class BodyBudget {
  private final long max;
  private long taken;

  public BodyBudget(long max) {
    this.max = max;
  }

  /** A request alone always fits, whatever the bound on one body is. */
  boolean take(long bytes) {
    if (taken > 0 && taken + bytes > max) {
      return false;
    }
    taken += bytes;
    return true;
  }

  void give(long bytes) {
    taken -= bytes;
  }
}
