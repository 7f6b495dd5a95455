package dev.rampwright.operator.tokencache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.contracts.CacheCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitRateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FiguresDisplay<String> display = new FiguresDisplay<>();

  @Test
  void countsHitsOfBothLevelsOverLookupsOfAllSidecars() {
    assertThat(
            CacheFigures.hitRate(
                List.of(
                    Caches.stats(new CacheCounters(1, 1, 2, 100, 0)),
                    Caches.stats(new CacheCounters(0, 0, 2, 0, 5)))))
        .contains("0.33");
  }

  @Test
  void isUnknownBeforeTheFirstLookup() {
    assertThat(CacheFigures.hitRate(List.of(Caches.stats(new CacheCounters(0, 0, 0, 9, 0)))))
        .isEmpty();
  }

  @Test
  void theFirstValueIsShownAtOnce() {
    assertThat(display.choose("u1", "", "0.10", NOW)).isEqualTo("0.10");
  }

  @Test
  void aNewValueWaitsForTheMinuteToPass() {
    assertThat(display.choose("u1", "", "0.10", NOW)).isEqualTo("0.10");
    assertThat(display.choose("u1", "0.10", "0.20", NOW.plusSeconds(59))).isEqualTo("0.10");
    assertThat(display.choose("u1", "0.10", "0.20", NOW.plus(Duration.ofMinutes(1))))
        .isEqualTo("0.20");
  }

  @Test
  void theLastValueStaysWhileNothingIsLookedUp() {
    TokenCache cache = Caches.cache("{}");
    cache.setStatus(new TokenCacheStatus(1L, List.of(), null, null, 1, "0.40", 0L));

    assertThat(ShownFigures.measured(cache, Caches.seen(List.of()), Optional.empty()).hitRate())
        .isEqualTo("0.40");
  }

  @Test
  void oneCacheDoesNotHoldBackAnother() {
    assertThat(display.choose("u1", "0.10", "0.20", NOW)).isEqualTo("0.20");
    assertThat(display.choose("u2", "0.10", "0.30", NOW)).isEqualTo("0.30");
  }
}
