package dev.rampwright.operator.tokencache;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import dev.rampwright.operator.tokencache.prewarm.PrewarmCondition;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives a TokenCache's status from what was seen. */
final class CacheStatusRule {
  private CacheStatusRule() {}

  /**
   * The status after a reconcile that applied everything.
   *
   * @param figures to show
   */
  static TokenCacheStatus status(
      TokenCache cache, CacheObservation seen, ShownFigures figures, Instant now) {
    Conditions conditions = begin(cache, now).without("Stalled");
    return new TokenCacheStatus(
        cache.getMetadata().getGeneration(),
        PrewarmCondition.judged(
                judged(cache, conditions, seen), seen.prewarm(), seen.prewarmProgress())
            .list(),
        address(cache),
        encrypted(cache, seen),
        CacheUsers.sidecars(seen.users()),
        figures.hitRate(),
        epoch(cache, seen),
        figures.tokenHitRate(),
        figures.corruptRepaired(),
        figures.prewarmed(),
        figures.targetsMet(),
        figures.targets());
  }

  private static Conditions judged(TokenCache cache, Conditions conditions, CacheObservation seen) {
    if (CacheApply.managed(cache).isPresent()) {
      return withRedis(conditions, seen);
    }
    // An external one is the sidecars' to reach: the operator has no way to it, and asks for none.
    Conditions settled = conditions.without("RedisReachable").without("Reconciling");
    return cache.getSpec().redis() == null
        ? settled.with("Ready", Truth.True, Reason.MemoryOnly, "each sidecar has its own memory")
        : settled.with(
            "Ready",
            Truth.True,
            Reason.RedisExternal,
            "the sidecars use the second level at " + address(cache));
  }

  private static @Nullable String address(TokenCache cache) {
    TokenCacheSpec.@Nullable Redis redis = cache.getSpec().redis();
    if (redis == null) {
      return null;
    }
    return redis.external() == null
        ? CacheNames.of(cache).address()
        : String.join(",", redis.external().addresses());
  }

  private static @Nullable Boolean encrypted(TokenCache cache, CacheObservation seen) {
    TokenCacheSpec.@Nullable Redis redis = cache.getSpec().redis();
    if (redis == null) {
      return null;
    }
    boolean encrypted =
        redis.external() == null
            ? seen.transport() == ValkeyTransport.TLS
            : redis.external().tls() != null;
    return encrypted ? true : null;
  }

  /** The status of a cache that cannot be served until somebody changes something. */
  static TokenCacheStatus blocked(TokenCache cache, Reason reason, String message, Instant now) {
    TokenCacheStatus old =
        previous(cache).orElse(new TokenCacheStatus(null, null, null, null, null, null, null));
    ShownFigures figures = ShownFigures.of(cache).asAskedBy(cache);
    return new TokenCacheStatus(
        cache.getMetadata().getGeneration(),
        asAskedBy(cache, begin(cache, now))
            .without("Reconciling")
            .with("Ready", Truth.False, reason, message)
            .with("Stalled", Truth.True, reason, message)
            .list(),
        old.redisAddress(),
        old.redisTls(),
        old.sidecars(),
        figures.hitRate(),
        old.epoch(),
        figures.tokenHitRate(),
        figures.corruptRepaired(),
        figures.prewarmed(),
        figures.targetsMet(),
        figures.targets());
  }

  private static Conditions asAskedBy(TokenCache cache, Conditions conditions) {
    return cache.getSpec().prewarm() == null
        ? PrewarmCondition.judged(conditions, new PrewarmWish.None(), Optional.empty())
        : conditions;
  }

  private static Conditions withRedis(Conditions conditions, CacheObservation seen) {
    if (seen.valkeyAvailable()) {
      String message = "Valkey is available";
      return conditions
          .without("Reconciling")
          .with("RedisReachable", Truth.True, Reason.RedisReady, message)
          .with("Ready", Truth.True, Reason.RedisReady, message);
    }
    String message = seen.trouble().orElse("Valkey is starting");
    return conditions
        .with("RedisReachable", Truth.False, Reason.RedisNotReady, message)
        .with("Ready", Truth.False, Reason.RedisNotReady, message)
        .with("Reconciling", Truth.True, Reason.RedisNotReady, message);
  }

  /** Without sidecars nothing remembers entries of an earlier epoch. */
  private static @Nullable Long epoch(TokenCache cache, CacheObservation seen) {
    int sidecars = CacheUsers.sidecars(seen.users());
    if (sidecars == 0) {
      Long asked = cache.getSpec().epoch();
      return asked == null ? Long.valueOf(0) : asked;
    }
    return CacheFigures.epoch(seen.reports(), sidecars)
        .orElse(previous(cache).map(TokenCacheStatus::epoch).orElse(null));
  }

  private static Conditions begin(TokenCache cache, Instant now) {
    return Conditions.continuing(
        previous(cache).map(TokenCacheStatus::conditions).orElse(null),
        cache.getMetadata().getGeneration(),
        now);
  }

  private static Optional<TokenCacheStatus> previous(TokenCache cache) {
    return Optional.ofNullable(cache.getStatus());
  }
}
