package dev.rampwright.bench.schedule;

/** An endless, never decreasing series of send times in nanoseconds from the start. */
sealed interface Offsets permits ConstantOffsets, PoissonOffsets {
  long next();
}
