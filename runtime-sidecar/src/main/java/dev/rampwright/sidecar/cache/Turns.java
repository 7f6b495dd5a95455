package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sees to it that of several sidecars with the same question one asks its engine, and the others
 * find its answer in the second level. Whoever cannot tell asks. Lives on the event loop.
 */
final class Turns {
  private static final long FIRST_LOOK_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 200;

  private final Leases leases;
  private final Function<CacheKey, Future<Optional<Hit>>> peek;
  private final Vertx vertx;
  private final LongSupplier nanos;

  /**
   * Made once.
   *
   * @param peek looks in the second level; never fails
   * @param nanos monotonic time
   */
  Turns(
      Leases leases,
      Function<CacheKey, Future<Optional<Hit>>> peek,
      Vertx vertx,
      LongSupplier nanos) {
    this.leases = leases;
    this.peek = peek;
    this.vertx = vertx;
    this.nanos = nanos;
  }

  /**
   * Waits for the turn. Never fails.
   *
   * @param patience for another sidecar's answer
   */
  Future<Turn> take(CacheKey key, Patience patience) {
    Promise<Turn> turn = Promise.promise();
    Wait wait = new Wait(key, patience, nanos.getAsLong(), turn);
    leases
        .claim(key)
        .onSuccess(
            claim -> {
              switch (claim) {
                case Leases.Claim.Mine(Lease lease) -> turn.complete(new Turn.Ask(lease));
                case Leases.Claim.Unknown() -> turn.complete(new Turn.Ask(Lease.NONE));
                case Leases.Claim.Theirs() -> wait.pause(FIRST_LOOK_MILLIS);
              }
            });
    return turn.future();
  }

  /**
   * How long to wait for another sidecar's answer.
   *
   * @param millis at most
   * @param abandoned whether nobody here waits any more
   */
  record Patience(long millis, BooleanSupplier abandoned) {}

  private final class Wait {
    private final CacheKey key;
    private final Patience patience;
    private final long begunNanos;
    private final Promise<Turn> turn;

    Wait(CacheKey key, Patience patience, long begunNanos, Promise<Turn> turn) {
      this.key = key;
      this.patience = patience;
      this.begunNanos = begunNanos;
      this.turn = turn;
    }

    private void pause(long millis) {
      long left = patience.millis() - (nanos.getAsLong() - begunNanos) / 1_000_000;
      if (left <= 0 || patience.abandoned().getAsBoolean()) {
        turn.complete(new Turn.Theirs());
      } else {
        vertx.setTimer(Math.min(millis, left), fired -> look(millis));
      }
    }

    private void look(long paused) {
      peek.apply(key).onSuccess(hit -> hit.ifPresentOrElse(this::found, () -> claim(paused)));
    }

    private void claim(long paused) {
      leases
          .claim(key)
          .onSuccess(
              claim -> {
                switch (claim) {
                  // Its last holder may have kept the answer after that look.
                  case Leases.Claim.Mine(Lease lease) -> lookAgain(lease);
                  case Leases.Claim.Unknown() -> turn.complete(new Turn.Ask(Lease.NONE));
                  case Leases.Claim.Theirs() ->
                      pause(Math.min(LONGEST_PAUSE_MILLIS, paused + paused / 2));
                }
              });
    }

    private void lookAgain(Lease lease) {
      peek.apply(key)
          .onSuccess(
              hit ->
                  hit.ifPresentOrElse(
                      found -> {
                        lease.end();
                        found(found);
                      },
                      () -> turn.complete(new Turn.Ask(lease))));
    }

    private void found(Hit hit) {
      turn.complete(new Turn.Replay(hit));
    }
  }
}
