package dev.rampwright.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.measure.Snapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0, warming up",
    "0, 0, warming up",
    "50, 25, warming up",
    "199, 99, warming up",
    "200, 99, awaiting the last answers",
    "900, 99, awaiting the last answers"
  })
  void aLoadIsAsFarAsItsTime(long elapsed, int percent, String message) {
    Progress progress = Progress.loading(elapsed, 200, Snapshot.NONE);

    assertThat(progress.percent()).isEqualTo(percent);
    assertThat(progress.message()).isEqualTo(message);
  }
}
