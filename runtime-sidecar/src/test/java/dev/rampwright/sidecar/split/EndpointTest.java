package dev.rampwright.sidecar.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.InvalidContractException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void readsBothFamilies() {
    assertThat(Endpoint.parse("10.1.2.3:8080")).isEqualTo(new Endpoint("10.1.2.3", 8080));
    assertThat(Endpoint.parse("[fd00::1]:8080")).isEqualTo(new Endpoint("fd00::1", 8080));
    assertThat(new Endpoint("fd00::1", 80)).hasToString("[fd00::1]:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":80", "host:", "host:0", "host:65536", "host:x", "[]:80"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("is not address:port");
  }
}
