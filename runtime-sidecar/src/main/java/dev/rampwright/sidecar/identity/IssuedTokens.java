package dev.rampwright.sidecar.identity;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes what judges clients by tokens. */
public final class IssuedTokens {
  private final Vertx vertx;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Log log;
  private @Nullable PublishedKeys published;

  /**
   * Opens nothing before it is asked.
   *
   * @param vertx whose worker threads verify signatures
   * @param clock what tokens' times are compared with
   * @param nanos monotonic time
   */
  public IssuedTokens(Vertx vertx, InstantSource clock, LongSupplier nanos, Log log) {
    this.vertx = vertx;
    this.clock = clock;
    this.nanos = nanos;
    this.log = log;
  }

  /** In place of those before them, whose keys are fetched no more. */
  TokenHolders holders(ClientAuth.Jwt rules) {
    if (published != null) {
      published.close();
    }
    PublishedKeys keys = new PublishedKeys(vertx, rules.authorities());
    published = keys;
    return new TokenHolders(
        rules,
        () -> keys.fetch(rules.jwksUri()),
        work -> vertx.executeBlocking(work::run, false),
        clock,
        nanos,
        log);
  }
}
