package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheHitRateJudgeTest {
  private static final Terms TERMS = new Terms(100, 0.001, true);
  private static final Gate.CacheHitRate MIN = new Gate.CacheHitRate("hits", 0.6, null, false);
  private static final Gate.CacheHitRate RATIO = new Gate.CacheHitRate("hits", null, 0.8, false);

  @ParameterizedTest(name = "{0} hits, {1} misses, recently {2} and {3}: {4}")
  @CsvSource({
    "0,   99,  0,  0, TOO_FEW_SAMPLES",
    "0,   100, 0, 10, BELOW_LIMIT",
    "0,   100, 0,  0, BELOW_LIMIT",
    "100, 300, 20, 60, BELOW_LIMIT",
    "100, 300, 21, 60, CACHE_WARMING",
    "60,  40,  0,  0, UNDECIDED",
    "80,  20,  0,  0, WITHIN_LIMIT",
    "100, 0,   0,  0, WITHIN_LIMIT"
  })
  void judgesHitsOverLookups(
      long hits, long misses, long recentHits, long recentMisses, Reason expected) {
    Samples candidate = samples(hits, misses, new Lookups(recentHits, recentMisses));

    assertThat(CacheHitRateJudge.judge(MIN, TERMS, candidate, Samples.NONE).reason())
        .isEqualTo(expected);
  }

  @Test
  void comparesWithStable() {
    Samples stable = samples(9000, 1000, Lookups.NONE);

    assertThat(judge(RATIO, samples(400, 600, Lookups.NONE), stable).reason())
        .isEqualTo(Reason.WORSE_THAN_STABLE);
    assertThat(judge(RATIO, samples(400, 600, new Lookups(6, 4)), stable).reason())
        .isEqualTo(Reason.CACHE_WARMING);
    assertThat(judge(RATIO, samples(720, 280, Lookups.NONE), stable).reason())
        .isEqualTo(Reason.NOT_SHOWN_WORSE);
  }

  @Test
  void tellsTheNumbers() {
    assertThat(judge(MIN, samples(100, 300, new Lookups(21, 60)), Samples.NONE).message())
        .startsWith("gate hits: 100 of 400 lookups hit (25.00%), limit 60.00%, bounds ")
        .endsWith("; the hit rate still rises");
  }

  private static GateVerdict judge(Gate.CacheHitRate gate, Samples candidate, Samples stable) {
    return CacheHitRateJudge.judge(gate, TERMS, candidate, stable);
  }

  private static Samples samples(long hits, long misses, Lookups recent) {
    return new Samples(
        Distribution.NONE, Distribution.NONE, Distribution.NONE, new Lookups(hits, misses), recent);
  }
}
