package dev.rampwright.bench.load;

/** Reads an answer's body piece by piece. */
sealed interface Body permits StreamedBody, WholeBody, ErrorBody {
  /** Takes the next piece, which came at {@code nanos}. */
  BodyState take(byte[] piece, long nanos);

  /** Says what the body was, now that it ended at {@code nanos}. */
  BodyState end(long nanos);
}
