package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Namespace;
import org.junit.jupiter.api.Test;

class MemoryLevelTest {
  private final MemoryLevel memory = new MemoryLevel(100_000);

  @Test
  void forgetsWhatHasExpired() {
    memory.put(key(1), answer(10));

    assertThat(memory.get(key(1), at(999))).isPresent();
    assertThat(memory.get(key(1), at(1_000))).isEmpty();
    assertThat(memory.get(key(1), at(0))).isEmpty();
  }

  @Test
  void staysWithinItsBytes() {
    for (int i = 0; i < 1_000; i++) {
      memory.put(key(i), answer(1_000));
    }

    assertThat(memory.bytes()).isBetween(50_000L, 100_000L);
  }

  @Test
  void shrinksWhenItsBoundDoes() {
    memory.put(key(1), answer(1_000));

    memory.resize(0);

    assertThat(memory.get(key(1), at(0))).isEmpty();
    assertThat(memory.bytes()).isZero();
  }

  private static Freshness at(long nowMillis) {
    return new Freshness(nowMillis, 0);
  }

  private static CacheKey key(int number) {
    return new CacheKey(Integer.toHexString(number), new Namespace("tenant:a"));
  }

  private static CachedAnswer answer(int bytes) {
    return new CachedAnswer(200, "application/json", new byte[bytes], 0, 1_000);
  }
}
