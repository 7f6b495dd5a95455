package dev.rampwright.api.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s,PT90S",
    "5m,PT5M",
    "1h30m,PT1H30M",
    "250ms,PT0.25S",
    "1m5ms,PT1M0.005S",
    "0s,PT0S",
    "1m1m,PT2M"
  })
  void readsWhatTheSchemaAccepts(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 m", "-5m", "1.5h", "5d", "123456s", "1h1h1h1h1h"})
  void refusesOthersAndSaysWhatToWrite(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write for instance 90s");
  }
}
