package dev.rampwright.bench.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The reported percentiles, each with the samples below which it is not reported.
 *
 * <p>The floors of the tail make it 99% certain that at least two samples lie at or beyond the true
 * percentile: the smallest n with {@code q^n + n (1-q) q^(n-1) <= 0.01}. The median's is 10.
 */
public enum Percentile {
  P50(0.5, 10),
  P90(0.9, 64),
  P95(0.95, 130),
  P99(0.99, 662);

  private final double quantile;
  private final int floor;

  Percentile(double quantile, int floor) {
    this.quantile = quantile;
    this.floor = floor;
  }

  /** The percentile as a fraction of 1. */
  public double quantile() {
    return quantile;
  }

  /** Fewest samples that support it. */
  public int floor() {
    return floor;
  }

  /** Its name as people write it, such as {@code p95}. */
  public String label() {
    return "p" + name().substring(1);
  }

  /** Why it is missing from {@code n} samples. */
  public String shortage(long n) {
    return label() + " needs " + floor + " samples, has " + n;
  }

  /** The percentile of a quantile; empty for one that is not reported. */
  public static Optional<Percentile> of(double quantile) {
    return Arrays.stream(values()).filter(p -> Math.abs(p.quantile - quantile) < 1e-9).findFirst();
  }

  /** All quantiles for a message. */
  public static String allQuantiles() {
    return Arrays.stream(values())
        .map(p -> String.valueOf(p.quantile))
        .collect(Collectors.joining(", "));
  }
}
