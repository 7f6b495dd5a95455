package dev.rampwright.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyOptionsTest {
  @Test
  void whatIsNotSaidHasADefault() {
    assertThat(SteadyOptions.parse("--url=http://chat", "--model=m"))
        .isEqualTo(
            new SteadyOptions(
                "http://chat",
                "m",
                5,
                Duration.ofSeconds(60),
                true,
                8,
                16,
                null,
                Duration.ofSeconds(10)));
  }

  @Test
  void bothFormsOfArgumentsAreUnderstood() {
    SteadyOptions options =
        SteadyOptions.parse(
            "--url",
            "http://chat",
            "--model=m",
            "--rate",
            "2.5",
            "--duration=90s",
            "--stream",
            "--seed=7",
            "--max-tokens=3");

    assertThat(options.rate()).isEqualTo(2.5);
    assertThat(options.duration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.stream()).isTrue();
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.maxTokens()).isEqualTo(3);
  }

  @Test
  void whatIsWrongIsNamedWithTheUsage() {
    assertThatThrownBy(() -> SteadyOptions.parse("--model=m"))
        .hasMessageContaining("--url is missing")
        .hasMessageContaining("--rate");
    assertThatThrownBy(() -> SteadyOptions.parse("--speed=1"))
        .hasMessageContaining("unknown argument --speed=1");
    assertThatThrownBy(() -> SteadyOptions.parse("--url=http://a", "--model=m", "--rate=fast"))
        .hasMessageContaining("--rate takes a number, found fast");
    assertThatThrownBy(() -> SteadyOptions.parse("--url=http://a/v1", "--model=m"))
        .hasMessageContaining("must not end in /v1");
    assertThatThrownBy(() -> SteadyOptions.parse("--url=http://a", "--model=m", "--rate=0"))
        .hasMessageContaining("--rate must be above 0");
  }
}
