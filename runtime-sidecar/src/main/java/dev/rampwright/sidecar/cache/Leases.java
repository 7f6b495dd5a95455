package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The leases that this sidecar has. Each is taken for two seconds and extended while it is needed,
 * so that a sidecar that has died holds the others up for two seconds at most. Lives on the event
 * loop.
 */
final class Leases {
  static final Duration DURATION = Duration.ofSeconds(2);
  private static final long EXTEND_EVERY_MILLIS = 600;

  private final RedisLevel redis;
  private final Vertx vertx;
  private final Map<CacheKey, Held> held = new HashMap<>();

  /** The answer to a claim. */
  sealed interface Claim {
    /** This sidecar has it now. */
    record Mine(Lease lease) implements Claim {}

    /** Another one has it. */
    record Theirs() implements Claim {}

    /** Nobody can say. */
    record Unknown() implements Claim {}
  }

  Leases(RedisLevel redis, Vertx vertx) {
    this.redis = redis;
    this.vertx = vertx;
  }

  /** Takes the lease of a key if nobody has it. Never fails. */
  Future<Claim> claim(CacheKey key) {
    String holder = UUID.randomUUID().toString();
    return redis
        .claim(key, holder, DURATION.toMillis())
        .<Claim>map(mine -> mine ? new Claim.Mine(hold(key, holder)) : new Claim.Theirs())
        .otherwise(failure -> new Claim.Unknown());
  }

  private Lease hold(CacheKey key, String holder) {
    Held lease = new Held(key, holder);
    held.put(key, lease);
    return lease;
  }

  /** The answer is being kept: whoever waits for it may look when that is done. */
  void kept(CacheKey key, Future<?> written) {
    @Nullable Held lease = held.get(key);
    if (lease != null) {
      lease.endAfter(written);
    }
  }

  private final class Held implements Lease {
    private final CacheKey key;
    private final String holder;
    private final long timer;
    private boolean over;

    Held(CacheKey key, String holder) {
      this.key = key;
      this.holder = holder;
      this.timer = vertx.setPeriodic(EXTEND_EVERY_MILLIS, tick -> extend());
    }

    @Override
    public void end() {
      endAfter(Future.succeededFuture());
    }

    private void endAfter(Future<?> written) {
      if (!over) {
        over = true;
        vertx.cancelTimer(timer);
        held.remove(key, this);
        written.onComplete(done -> redis.release(key, holder));
      }
    }

    /** One that is lost is not taken again: the others do not wait any more. */
    private void extend() {
      redis
          .extend(key, holder, DURATION.toMillis())
          .onSuccess(
              mine -> {
                if (!mine) {
                  end();
                }
              });
    }
  }
}
