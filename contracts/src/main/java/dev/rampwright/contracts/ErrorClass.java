package dev.rampwright.contracts;

/** Why a request counts as failed by the revision that it was meant for. */
public enum ErrorClass {
  /** Status 500 to 599. */
  SERVER_ERROR,
  /** Status 429 of the engine's own making. */
  ENGINE_BUSY,
  /** No connection, or one that broke before the answer began. */
  CONNECTION,
  /** A stream without its terminal event, or a body cut short. */
  TRUNCATED,
  /** A stream silent for longer than the idle timeout, or an answer later than the deadline. */
  TIMEOUT,
  /** The candidate refused the hop because it knows a later epoch; served locally. */
  STALE_EPOCH
}
