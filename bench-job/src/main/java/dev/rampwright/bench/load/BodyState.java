package dev.rampwright.bench.load;

/** How far the reading of a body is. */
sealed interface BodyState {
  /** More must come. */
  record Open() implements BodyState {}

  /** All that was asked for has come. */
  record Complete(long first, long last, long tokens, boolean tokensCounted) implements BodyState {}

  /** It is no complete answer. */
  record Broken(String kind, String detail) implements BodyState {}
}
