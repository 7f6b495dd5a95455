package dev.rampwright.operator.inferenceservice.queries;

/** What came of asking once. */
public sealed interface QueryAnswer {
  /**
   * One number.
   *
   * @param value may be infinite or not a number
   */
  record Value(double value) implements QueryAnswer {}

  /** No series. */
  record NoSeries() implements QueryAnswer {}

  /**
   * No answer, or none that a gate can use.
   *
   * @param problem what to do about it, at most a few hundred characters
   */
  record Failed(String problem) implements QueryAnswer {}
}
