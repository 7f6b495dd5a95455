package dev.rampwright.sidecar.cache;

/**
 * The right to ask the engine for an answer, while the other sidecars wait for it. It is given back
 * by itself when the answer has been kept. Lives on the event loop.
 */
public interface Lease {
  /** Asks nobody to wait. */
  Lease NONE = () -> {};

  /** Nobody need wait any more: there will be no answer, or it was kept. */
  void end();
}
