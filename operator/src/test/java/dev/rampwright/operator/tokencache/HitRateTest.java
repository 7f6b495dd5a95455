package dev.rampwright.operator.tokencache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.SidecarStats.CacheCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitRateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final HitRateDisplay display = new HitRateDisplay();

  @Test
  void countsHitsOfBothLevelsOverLookupsOfAllSidecars() {
    assertThat(
            CacheFigures.hitRate(
                List.of(
                    Caches.report(new CacheCounters(1, 1, 2, 100, 0), 0),
                    Caches.report(new CacheCounters(0, 0, 2, 0, 5), 0))))
        .contains("0.33");
  }

  @Test
  void isUnknownBeforeTheFirstLookup() {
    assertThat(CacheFigures.hitRate(List.of(Caches.report(new CacheCounters(0, 0, 0, 9, 0), 0))))
        .isEmpty();
  }

  @Test
  void theFirstValueIsShownAtOnce() {
    assertThat(choose(Optional.empty(), "0.10", NOW)).contains("0.10");
  }

  @Test
  void aNewValueWaitsForTheMinuteToPass() {
    assertThat(choose(Optional.empty(), "0.10", NOW)).contains("0.10");
    assertThat(choose(Optional.of("0.10"), "0.20", NOW.plusSeconds(59))).contains("0.10");
    assertThat(choose(Optional.of("0.10"), "0.20", NOW.plus(Duration.ofMinutes(1))))
        .contains("0.20");
  }

  @Test
  void theLastValueStaysWhileNothingIsLookedUp() {
    assertThat(display.choose("u1", Optional.of("0.40"), Optional.empty(), NOW)).contains("0.40");
  }

  @Test
  void oneCacheDoesNotHoldBackAnother() {
    assertThat(choose(Optional.of("0.10"), "0.20", NOW)).contains("0.20");
    assertThat(display.choose("u2", Optional.of("0.10"), Optional.of("0.30"), NOW))
        .contains("0.30");
  }

  private Optional<String> choose(Optional<String> shown, String measured, Instant now) {
    return display.choose("u1", shown, Optional.of(measured), now);
  }
}
