package dev.rampwright.operator.inferenceservice.crash;

/** When the operator dies, seen from one of its writes. */
enum Moment {
  /** It lives on. */
  NEVER,
  /** The API server does not see the write. */
  BEFORE,
  /** The write is the last thing that it did. */
  AFTER
}
