package dev.rampwright.bench.schedule;

/** Equal spacing, each time computed from the start and so without accumulated rounding. */
final class ConstantOffsets implements Offsets {
  private final double nanosPerRequest;
  private long index;

  ConstantOffsets(double ratePerSecond) {
    this.nanosPerRequest = 1e9 / ratePerSecond;
  }

  @Override
  public long next() {
    return Math.round(index++ * nanosPerRequest);
  }
}
