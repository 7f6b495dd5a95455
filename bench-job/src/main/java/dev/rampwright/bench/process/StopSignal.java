package dev.rampwright.bench.process;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a run to end early; set once, from any thread. */
public final class StopSignal {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Asks for the end. */
  public void request() {
    requested.set(true);
  }

  /** Whether the end was asked for. */
  public boolean requested() {
    return requested.get();
  }
}
