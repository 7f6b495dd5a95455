package dev.rampwright.sidecar.http;

/** Told of what happens while the cache is warmed. */
@FunctionalInterface
public interface PrewarmEvents {
  /** An entry is dealt with; never {@link PrewarmResult#LATER}. */
  void prewarmed(PrewarmResult result);
}
