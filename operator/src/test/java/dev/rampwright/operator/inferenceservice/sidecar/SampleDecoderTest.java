package dev.rampwright.operator.inferenceservice.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.Samples;
import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.sequential.Distribution;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDecoderTest {
  @Test
  void readsWhatASidecarWrites() {
    Histogram histogram = new Histogram(2);
    histogram.setAutoResize(true);
    histogram.recordValueWithCount(100, 7);
    histogram.recordValueWithCount(500_000, 2);

    Evidence.Samples samples =
        SampleDecoder.decode(new Samples(Histograms.text(histogram), null, null, 3, 4))
            .orElseThrow();

    assertThat(samples.ttft().total()).isEqualTo(9);
    assertThat(samples.ttft().above(99)).isEqualTo(9);
    assertThat(samples.ttft().above(100)).isEqualTo(2);
    assertThat(samples.ttft().above(495_000)).as("within 1%").isEqualTo(2);
    assertThat(samples.ttft().above(500_000)).as("what equals a limit is not above").isZero();
    assertThat(samples.itl()).isEqualTo(Distribution.NONE);
    assertThat(samples.cache()).isEqualTo(new Lookups(3, 4));
  }

  @Test
  void anOlderSidecarMeasuresNothing() {
    assertThat(SampleDecoder.decode(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base64!", "HISTFAAAACh42pNpmSzMwMDAxAABzFCaEUoz"})
  void garbageIsNoMeasurement(String text) {
    assertThat(SampleDecoder.decode(new Samples(text, null, null, 3, 4))).isEmpty();
  }
}
