package dev.rampwright.operator.ramp.sequential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often which value was measured.
 *
 * @param buckets by rising value
 */
public record Distribution(List<Bucket> buckets) {
  public static final Distribution NONE = new Distribution(List.of());

  /**
   * One value.
   *
   * @param micros the value in microseconds; stands for all within 1% above it
   * @param count how often, at least 1
   */
  public record Bucket(long micros, long count) {}

  public Distribution {
    buckets = List.copyOf(buckets);
  }

  /** Of counts by value; those of 0 and less are left out. */
  public static Distribution of(Map<Long, Long> counts) {
    List<Bucket> buckets = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach(
            (micros, count) -> {
              if (count > 0) {
                buckets.add(new Bucket(micros, count));
              }
            });
    return new Distribution(buckets);
  }

  /** Number of measurements. */
  public long total() {
    long total = 0;
    for (Bucket bucket : buckets) {
      total += bucket.count();
    }
    return total;
  }

  /** Measurements above the value. */
  public long above(long micros) {
    long above = 0;
    for (int i = buckets.size() - 1; i >= 0 && buckets.get(i).micros() > micros; i--) {
      above += buckets.get(i).count();
    }
    return above;
  }

  /** The smallest value with at most so many measurements above it; 0 without measurements. */
  public long lowestWithAbove(long most) {
    long above = 0;
    long lowest = 0;
    for (int i = buckets.size() - 1; i >= 0 && above <= most; i--) {
      lowest = buckets.get(i).micros();
      above += buckets.get(i).count();
    }
    return lowest;
  }

  /** The greatest value that so many measurements reach or exceed; 0 if there are fewer. */
  public long highestReachedBy(long fewest) {
    long reached = 0;
    for (int i = buckets.size() - 1; i >= 0; i--) {
      reached += buckets.get(i).count();
      if (reached >= fewest) {
        return buckets.get(i).micros();
      }
    }
    return 0;
  }

  /** Both together. */
  public Distribution plus(Distribution other) {
    Map<Long, Long> sum = counts();
    other.buckets.forEach(bucket -> sum.merge(bucket.micros(), bucket.count(), Long::sum));
    return of(sum);
  }

  /** What was measured since the earlier state of this distribution. */
  public Distribution minus(Distribution earlier) {
    Map<Long, Long> rest = counts();
    earlier.buckets.forEach(bucket -> rest.merge(bucket.micros(), -bucket.count(), Long::sum));
    return of(rest);
  }

  private Map<Long, Long> counts() {
    Map<Long, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.micros(), bucket.count()));
    return counts;
  }
}
