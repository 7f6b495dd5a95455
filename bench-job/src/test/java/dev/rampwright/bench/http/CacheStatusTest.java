package dev.rampwright.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheStatusTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rampwright; hit",
        "rampwright;hit; ttl=30",
        "edge; fwd=miss, rampwright; HIT, other"
      })
  void anAnswerFromACacheIsAHit(String header) {
    assertThat(CacheStatus.hit(header)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "rampwright; fwd=miss; stored", "hit; fwd=bypass", "x; hits=3"})
  void anythingElseIsNone(String header) {
    assertThat(CacheStatus.hit(header)).isFalse();
  }
}
