package dev.rampwright.sidecar.pool;

/** Told what became of a place that it asked for: exactly one of both, once, unless it gives up. */
public interface Waiter {
  /** Of who looks for himself. */
  Waiter UNINTERESTED =
      new Waiter() {
        @Override
        public void admitted() {}

        @Override
        public void shed(int retryAfterSeconds) {}
      };

  /** It has a slot of the engine, until it leaves. */
  void admitted();

  /**
   * It is turned away.
   *
   * @param retryAfterSeconds when it may come again, at least 1
   */
  void shed(int retryAfterSeconds);
}
