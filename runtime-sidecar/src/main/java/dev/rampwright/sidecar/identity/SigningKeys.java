package dev.rampwright.sidecar.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Future;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys as they were last published. They are fetched again when they are old, and
 * sooner when a token names one that is not among them, but not more often than every {@link
 * #PAUSE}, whatever tokens strangers make up. Keys that cannot be fetched leave the last ones in
 * force. Lives on the event loop.
 */
final class SigningKeys {
  /** After which keys are fetched again, so that withdrawn ones end. */
  static final Duration MAX_AGE = Duration.ofMinutes(5);

  /** Shortest time between two fetches. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final Supplier<Future<String>> source;
  private final Consumer<JWKSet> whenOthers;
  private final LongSupplier nanos;
  private final Log log;
  private Optional<JWKSet> inForce = Optional.empty();
  private @Nullable Future<Void> fetching;
  private long askedNanos;
  private boolean asked;

  /**
   * Without keys at first.
   *
   * @param source fetches what is published
   * @param whenOthers told of each set that differs from the last one
   * @param nanos monotonic time
   */
  SigningKeys(
      Supplier<Future<String>> source, Consumer<JWKSet> whenOthers, LongSupplier nanos, Log log) {
    this.source = source;
    this.whenOthers = whenOthers;
    this.nanos = nanos;
    this.log = log;
  }

  /** Empty before they could be fetched for the first time. */
  Optional<JWKSet> inForce() {
    return inForce;
  }

  /** Fetches the keys if they are old; does not wait for them. */
  void refresh() {
    boolean old = !asked || sinceAsked().compareTo(MAX_AGE) >= 0;
    if (old || inForce.isEmpty()) {
      renew();
    }
  }

  /**
   * Fetches the keys, unless that was done just now; who asks meanwhile waits for the same fetch.
   *
   * @return completes, never fails, when there is nothing more to wait for
   */
  Future<Void> renew() {
    if (fetching != null) {
      return fetching;
    }
    if (asked && sinceAsked().compareTo(PAUSE) < 0) {
      return Future.succeededFuture();
    }
    asked = true;
    askedNanos = nanos.getAsLong();
    Future<Void> fetch =
        source
            .get()
            .onSuccess(this::published)
            .onFailure(cause -> log.warn("cannot fetch the issuer's keys: " + cause.getMessage()))
            .<Void>mapEmpty()
            .otherwiseEmpty();
    fetching = fetch;
    fetch.onComplete(done -> fetching = null);
    return fetch;
  }

  private Duration sinceAsked() {
    return Duration.ofNanos(nanos.getAsLong() - askedNanos);
  }

  private void published(String json) {
    try {
      JWKSet next = JWKSet.parse(json);
      if (inForce.filter(next::equals).isEmpty()) {
        log.info("the issuer's keys are in force: " + next.size());
        inForce = Optional.of(next);
        whenOthers.accept(next);
      }
    } catch (ParseException e) {
      log.warn("what the issuer publishes is no set of keys (JWKS): " + e.getMessage());
    }
  }
}
