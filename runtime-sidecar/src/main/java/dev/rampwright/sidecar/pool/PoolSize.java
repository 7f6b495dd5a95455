package dev.rampwright.sidecar.pool;

/**
 * How many requests there may be at once.
 *
 * @param slots in the engine, at least 1
 * @param queueDepth waiting for it, at least 0
 */
public record PoolSize(int slots, int queueDepth) {
  long total() {
    return (long) slots + queueDepth;
  }
}
