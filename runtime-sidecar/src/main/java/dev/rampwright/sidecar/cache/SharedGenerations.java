package dev.rampwright.sidecar.cache;

import io.vertx.core.Future;
import java.util.Map;

/**
 * Keeps the generations of all sidecars that share a second level alike. What is invalidated here
 * holds here at once; the others see it when they ask the next time. Until the store has told what
 * it knows, nothing may be read from it: an entry could be one that was invalidated before this
 * process began. Lives on the event loop.
 */
final class SharedGenerations {
  private final Generations known;
  private final Store redis;
  private final CacheEvents events;
  private boolean told;
  private int round;
  private boolean troubled;

  /** Where all sidecars keep them. */
  interface Store {
    /** Whether there is one. */
    boolean isThere();

    /** All, without a deadline, as the first call of a process takes longer. */
    Future<Map<String, Long>> firstGenerations();

    /** All; fails if they cannot be had in time. */
    Future<Map<String, Long>> generations();

    /** Raises one for all; gives what it is now, or fails. */
    Future<Long> raise(String scope, long atLeast);

    /** Puts back what it has lost. */
    void restore(Map<String, Long> generations);
  }

  SharedGenerations(Generations known, Store redis, CacheEvents events) {
    this.known = known;
    this.redis = redis;
    this.events = events;
  }

  long of(String scope) {
    return known.of(scope);
  }

  /** Whether anything was ever invalidated. */
  boolean isEmpty() {
    return known.size() == 0;
  }

  int size() {
    return known.size();
  }

  /** Whether the second level may be read. */
  boolean isTold() {
    return told;
  }

  /** Begins anew with another store. */
  void begin() {
    told = false;
    round++;
    listen(redis.firstGenerations());
  }

  /** Begins anew under other names of scopes. */
  void forget() {
    known.forget();
    begin();
  }

  /** Asks the store; to be called again and again. */
  void poll() {
    listen(redis.generations());
  }

  /**
   * Invalidates a scope.
   *
   * @return whether the others will see it; it holds here before this returns
   */
  Future<Boolean> raise(String scope) {
    long least = known.raise(scope);
    return redis
        .raise(scope, least)
        .map(
            agreed -> {
              known.learn(Map.of(scope, agreed));
              return true;
            })
        .otherwise(false);
  }

  private void listen(Future<Map<String, Long>> answer) {
    int asked = round;
    answer.onFailure(failure -> tell(String.valueOf(failure.getMessage())));
    answer.onSuccess(
        found -> {
          if (asked == round) {
            told = true;
            troubled = false;
            known.learn(found);
            Map<String, Long> lost = known.aheadOf(found);
            if (!lost.isEmpty()) {
              redis.restore(lost);
            }
          }
        });
  }

  /** Once: each second the same would be no news. */
  private void tell(String failure) {
    if (!told && !troubled && redis.isThere()) {
      troubled = true;
      events.redisFailed(failure);
    }
  }
}
