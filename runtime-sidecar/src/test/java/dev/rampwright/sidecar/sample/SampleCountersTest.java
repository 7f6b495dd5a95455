package dev.rampwright.sidecar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleCountersTest {
  private static final Path GOLDEN =
      Path.of("../contracts/src/test/resources/golden/0.2.0/SidecarStats.json");

  private final SampleCounters counters = new SampleCounters();

  @Test
  void saysNothingOfWhatItHasNotSeen() {
    assertThat(counters.snapshot()).isEqualTo(Samples.NONE);
  }

  @Test
  void keepsEachLatencyApart() throws DataFormatException {
    answered(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofSeconds(2));
    answered(null, null, Duration.ofSeconds(4));

    Samples samples = counters.snapshot();
    assertThat(decoded(samples.ttft()).getTotalCount()).isEqualTo(1);
    assertThat(decoded(samples.itl()).getMean()).isCloseTo(20_000, within(200.0));
    assertThat(decoded(samples.e2e()).getTotalCount()).isEqualTo(2);
    assertThat(decoded(samples.e2e()).getMean()).isCloseTo(3_000_000, within(30_000.0));
  }

  @Test
  void isCumulative() throws DataFormatException {
    answered(null, null, Duration.ofSeconds(1));
    counters.snapshot();
    answered(null, null, Duration.ofSeconds(1));

    assertThat(decoded(counters.snapshot().e2e()).getTotalCount()).isEqualTo(2);
  }

  @Test
  void isOffByOnePerCentAtMostFromAMicrosecondToAnHour() throws DataFormatException {
    Random random = new Random(23);
    for (int i = 0; i < 2_000; i++) {
      SampleCounters fresh = new SampleCounters();
      double micros = Math.exp(random.nextDouble() * Math.log(3_600e6));
      fresh.answered(
          new Latencies(
              Optional.empty(), Optional.empty(), Duration.ofNanos(Math.round(micros) * 1_000)));

      double read = (double) decoded(fresh.snapshot().e2e()).getValueAtPercentile(50);

      assertThat(read).isCloseTo((double) Math.round(micros), within(0.01 * micros));
    }
  }

  @Test
  void clampsWhatIsBeyond() throws DataFormatException {
    answered(Duration.ZERO, Duration.ofNanos(30), Duration.ofHours(9));

    Samples samples = counters.snapshot();
    assertThat(decoded(samples.ttft()).getMinValue()).isEqualTo(1);
    assertThat(decoded(samples.itl()).getMinValue()).isEqualTo(1);
    assertThat((double) decoded(samples.e2e()).getMaxValue()).isCloseTo(3.6e9, within(3.6e7));
  }

  /** Log-normal around 100 ms, as wide as answers of very different lengths. */
  @Test
  void staysSmallOverAMillionAnswers() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000_000; i++) {
      answered(null, null, Duration.ofNanos((long) (1e8 * Math.exp(random.nextGaussian()))));
    }

    assertThat(counters.snapshot().e2e()).hasSizeLessThan(4_000);
  }

  @Test
  void readsTheGoldenFile() throws IOException, DataFormatException {
    JsonNode samples = new JsonMapper().readTree(GOLDEN.toFile()).path("local").path("samples");

    assertThat(decoded(samples.path("ttft").textValue()).getTotalCount()).isEqualTo(5);
    assertThat(decoded(samples.path("itl").textValue()).getTotalCount()).isEqualTo(5);
    assertThat(decoded(samples.path("e2e").textValue()).getTotalCount()).isEqualTo(6);
  }

  private void answered(@Nullable Duration ttft, @Nullable Duration itl, Duration e2e) {
    counters.answered(new Latencies(Optional.ofNullable(ttft), Optional.ofNullable(itl), e2e));
  }

  /** As any reader would: HdrHistogram alone, added to a histogram of the contract's range. */
  private static Histogram decoded(@Nullable String text) throws DataFormatException {
    byte[] bytes = Base64.getDecoder().decode(Objects.requireNonNull(text));
    Histogram sum = new Histogram(1, 3_600_000_000L, 2);
    sum.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
    return sum;
  }
}
