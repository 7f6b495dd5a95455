package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.sequential.Distribution;
import dev.rampwright.operator.ramp.sequential.Distribution.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Simulates the requests of one step whose times are log-normal, and what the gate says of them.
 */
final class LatencyStep {
  /** Standard deviation of the logarithm; a p95 of 2.3 times the median. */
  private static final double SIGMA = 0.5;

  /** Like a histogram's of two digits. */
  private static final double BUCKET = 0.01;

  private static final int BUCKETS = 1_000;
  private static final int MASK = (1 << 16) - 1;
  private static final long[] MICROS =
      IntStream.range(0, BUCKETS).mapToLong(i -> Math.round(1000 * Math.exp(i * BUCKET))).toArray();
  private static final double[] NORMAL = normal();

  private final Gate.Latency gate;
  private final Terms terms;
  private final SplittableRandom random;
  private final double shift;
  private final int[] candidate = new int[BUCKETS];
  private final int[] stable = new int[BUCKETS];

  /**
   * Begins a step.
   *
   * @param factor how many times stable's times the candidate takes
   */
  LatencyStep(Gate.Latency gate, Terms terms, double factor, long seed) {
    this.gate = gate;
    this.terms = terms;
    this.shift = Math.log(factor);
    this.random = new SplittableRandom(seed);
  }

  private static double[] normal() {
    Random random = new Random(20_260_101);
    return DoubleStream.generate(random::nextGaussian).limit(MASK + 1L).toArray();
  }

  /**
   * Looks again and again.
   *
   * @param weightPercent the candidate's share
   * @param requests of the candidate, at which it ends
   * @param every requests of the candidate from one look to the next
   * @return the candidate's requests at the first Fail; {@code requests + 1} if there is none
   */
  int failsAt(int weightPercent, int requests, int every) {
    for (int n = every; n <= requests; n += every) {
      draw(candidate, every, shift);
      draw(stable, every * (100 - weightPercent) / weightPercent, 0);
      if (verdict() == Verdict.FAIL) {
        return n;
      }
    }
    return requests + 1;
  }

  private void draw(int[] counts, int requests, double by) {
    for (int i = 0; i < requests; i++) {
      double logarithm = 5 + SIGMA * NORMAL[random.nextInt() & MASK] + by;
      counts[(int) (logarithm / BUCKET)]++;
    }
  }

  private Verdict verdict() {
    return LatencyJudge.judge(gate, terms, samples(candidate), samples(stable)).verdict();
  }

  private static Samples samples(int[] counts) {
    List<Bucket> times = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] > 0) {
        times.add(new Bucket(MICROS[i], counts[i]));
      }
    }
    return new Samples(
        new Distribution(times), Distribution.NONE, Distribution.NONE, Lookups.NONE, Lookups.NONE);
  }
}
