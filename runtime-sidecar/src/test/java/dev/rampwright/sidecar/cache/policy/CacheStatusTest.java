package dev.rampwright.sidecar.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheStatusTest {
  @Test
  void recognisesItsOwnHit() {
    assertThat(CacheStatus.lookup(CacheStatus.hit(12, "redis"))).isEqualTo(Lookup.HIT);
    assertThat(CacheStatus.lookup("edge; fwd=miss, " + CacheStatus.hit(1, "memory")))
        .isEqualTo(Lookup.HIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rampwright; fwd=miss; stored", "edge; hit, rampwright; fwd=miss"})
  void recognisesItsOwnMiss(String header) {
    assertThat(CacheStatus.lookup(header)).isEqualTo(Lookup.MISS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rampwright; fwd=bypass",
        "rampwright; fwd=request; stored",
        "edge; hit",
        "rampwright; detail=hit",
        ""
      })
  void takesNothingElseForALookup(String header) {
    assertThat(CacheStatus.lookup(header)).isEqualTo(Lookup.NONE);
    assertThat(CacheStatus.lookup(null)).isEqualTo(Lookup.NONE);
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
    RequestDirectives directives = RequestDirectives.of(header);

    assertThat(directives.mayReplay()).isEqualTo(replay);
    assertThat(directives.mayStore()).isEqualTo(store);
  }
}
