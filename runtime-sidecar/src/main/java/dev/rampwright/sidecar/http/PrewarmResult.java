package dev.rampwright.sidecar.http;

/** What became of one entry of an order to pre-warm. */
public enum PrewarmResult {
  /** The engine was asked, and its answer is kept. */
  ASKED,
  /** It was in either level, perhaps put there by another sidecar. */
  FOUND,
  /** It may not be replayed, or no client could ever reach it. */
  SKIPPED,
  /** The engine did not answer it in a way that may be kept. */
  FAILED,
  /** The engine, or another sidecar, is busy: it is tried again. */
  LATER
}
