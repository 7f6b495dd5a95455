package dev.rampwright.sidecar.slots.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PinningTest {
  @Test
  void pinsWhatTheEngineLetsPin() {
    assertThat(Pinning.of("POST", "/v1/chat/completions")).isEqualTo(Pinning.PINNED);
    assertThat(Pinning.of("POST", "/completion")).isEqualTo(Pinning.PINNED);
    assertThat(Pinning.of("POST", "/v1/messages")).isEqualTo(Pinning.FREE);
    assertThat(Pinning.of("POST", "/v1/something/new")).isEqualTo(Pinning.FREE);
    assertThat(Pinning.of("POST", "/v1/messages/count_tokens")).isEqualTo(Pinning.NONE);
    assertThat(Pinning.of("GET", "/v1/models")).isEqualTo(Pinning.NONE);
  }
}
