package dev.rampwright.benchmarks;

import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.sidecar.Count;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Counting;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.inferenceservice.sidecar.OutcomeLedger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one pass takes from the counters of two sidecars, with and without their histograms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountersBenchmark {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final OutcomeLedger.Scope EPOCH =
      new OutcomeLedger.Scope("uid", 7, Optional.empty());

  private final List<Count> counts = List.of(sidecar("one"), sidecar("two"));
  private final OutcomeLedger ledger = new OutcomeLedger();

  private static Count sidecar(String instance) {
    return new Count(
        new SidecarStats(
            new SidecarStats.Core(
                SidecarStats.FORMAT_VERSION,
                List.of(1, 2),
                instance,
                "aaaaaaaa",
                "digest",
                EPOCH.epoch(),
                1_000,
                false,
                3,
                1,
                outcomes(1_800, 5),
                outcomes(200, 3),
                CacheCounters.NONE)),
        Counting.BOTH_SIDES);
  }

  private static Outcomes outcomes(int requests, int seed) {
    return new Outcomes(
        requests,
        requests,
        Map.of(),
        new Samples(
            text(Requests.times(requests, 180_000 + seed)),
            text(Requests.times(requests, 20_000 + seed)),
            text(Requests.times(requests, 2_400_000 + seed)),
            requests,
            requests));
  }

  private static String text(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  /** A text that could not be read would be fast. */
  @Setup
  public void check() {
    boolean decoded =
        samples()
            .candidateEvidence()
            .samples()
            .filter(it -> it.ttft().total() == 400 && it.e2e().total() == 400)
            .isPresent();
    if (!decoded || requests().candidateEvidence().samples().isPresent()) {
      throw new IllegalStateException("this measures something else");
    }
  }

  @Benchmark
  public EpochOutcomes samples() {
    return ledger.sum(EPOCH, counts, Detail.SAMPLES, NOW);
  }

  @Benchmark
  public EpochOutcomes requests() {
    return ledger.sum(EPOCH, counts, Detail.REQUESTS, NOW);
  }
}
