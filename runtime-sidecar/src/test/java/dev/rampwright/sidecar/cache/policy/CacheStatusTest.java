package dev.rampwright.sidecar.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheStatusTest {
  @Test
  void recognisesItsOwnHit() {
    assertThat(CacheStatus.saysHit(CacheStatus.hit(12, "redis"))).isTrue();
    assertThat(CacheStatus.saysHit("edge; fwd=miss, " + CacheStatus.hit(1, "memory"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rampwright; fwd=miss; stored",
        "rampwright; fwd=bypass",
        "edge; hit",
        "rampwright; detail=hit",
        ""
      })
  void takesNothingElseForAHit(String header) {
    assertThat(CacheStatus.saysHit(header)).isFalse();
    assertThat(CacheStatus.saysHit(null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,true,true",
        "max-age=0,true,true",
        "'no-cache',false,true",
        "'max-age=0, No-Store',false,false",
        "'no-store,no-cache',false,false"
      })
  void readsWhatTheClientAllows(
      @org.jspecify.annotations.Nullable String header, boolean replay, boolean store) {
    assertThat(RequestDirectives.of(header)).isEqualTo(new RequestDirectives(replay, store));
  }
}
