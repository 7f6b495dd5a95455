package dev.rampwright.sidecar.identity;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Makes what judges clients by tokens. */
public final class IssuedTokens {
  private final Vertx vertx;
  private final PublishedKeys published;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Log log;

  /**
   * Opens nothing before it is asked.
   *
   * @param vertx whose worker threads verify signatures
   * @param clock what tokens' times are compared with
   * @param nanos monotonic time
   */
  public IssuedTokens(Vertx vertx, InstantSource clock, LongSupplier nanos, Log log) {
    this.vertx = vertx;
    this.published = new PublishedKeys(vertx);
    this.clock = clock;
    this.nanos = nanos;
    this.log = log;
  }

  TokenHolders holders(ClientAuth.Jwt rules) {
    return new TokenHolders(
        rules,
        () -> published.fetch(rules.jwksUri()),
        work -> vertx.executeBlocking(work::run, false),
        clock,
        nanos,
        log);
  }
}
