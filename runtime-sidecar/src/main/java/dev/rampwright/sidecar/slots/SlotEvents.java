package dev.rampwright.sidecar.slots;

import java.time.Duration;

/** Told of what happens to the engine's slots. */
public interface SlotEvents {
  /** What a request found in its slot. */
  enum Use {
    /** What its owner had left there. */
    HELD,
    /** What its owner had left anywhere, brought back from the volume. */
    RESTORED,
    /** Nothing. */
    EMPTY
  }

  /** What goes wrong. */
  enum Failure {
    /** The engine did not save, or the volume did not take it. */
    SAVE,
    /** A saved slot is damaged, cut, made up or of another key: dropped. */
    DAMAGED,
    /** The engine did not restore what had been opened. */
    RESTORE,
    /** The engine restored and computed the prompt all the same. */
    WASTED
  }

  /** A request got a slot. */
  void granted(Use use);

  /**
   * A slot is on the volume.
   *
   * @param engine how long its slot was held up
   * @param whole until it was on the disk
   */
  void saved(Duration engine, Duration whole, long bytes);

  /**
   * A slot is back.
   *
   * @param engine how long the engine read
   * @param whole since it was looked for on the volume
   */
  void restored(Duration engine, Duration whole, long bytes);

  /** Something went wrong; the request goes on without. */
  void failed(Failure what, String why);
}
