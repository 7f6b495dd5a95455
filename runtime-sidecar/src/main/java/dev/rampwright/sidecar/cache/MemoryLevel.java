package dev.rampwright.sidecar.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Layer;
import java.util.Optional;

/** The first level: answers in this process, bounded by their bytes. */
final class MemoryLevel {
  private final Cache<CacheKey, CachedAnswer> answers;

  MemoryLevel(long maxBytes) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((CacheKey key, CachedAnswer answer) -> answer.weight())
            .executor(Runnable::run)
            .build();
  }

  Optional<CachedAnswer> get(CacheKey key, Freshness freshness) {
    CachedAnswer answer = answers.getIfPresent(key);
    if (answer == null) {
      return Optional.empty();
    }
    if (!freshness.allows(answer)) {
      answers.invalidate(key);
      return Optional.empty();
    }
    return Optional.of(answer);
  }

  void put(CacheKey key, CachedAnswer answer) {
    answers.put(key, answer);
  }

  void resize(long maxBytes) {
    answers.policy().eviction().ifPresent(eviction -> eviction.setMaximum(maxBytes));
  }

  void clear() {
    answers.invalidateAll();
  }

  /** Counts the layer's entries, one by one. */
  long entries(Layer layer) {
    return answers.asMap().keySet().stream().filter(key -> key.layer() == layer).count();
  }

  /** Adds the layer's entries up, one by one. */
  long bytes(Layer layer) {
    return answers.asMap().entrySet().stream()
        .filter(entry -> entry.getKey().layer() == layer)
        .mapToLong(entry -> entry.getValue().weight())
        .sum();
  }

  long entries() {
    return answers.estimatedSize();
  }

  long bytes() {
    return answers
        .policy()
        .eviction()
        .map(eviction -> eviction.weightedSize().orElse(0))
        .orElse(0L);
  }
}
