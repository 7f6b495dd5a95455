package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.sidecar.config.Secrets;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.MultiMap;
import java.util.Map;

/** Where a request comes from. */
sealed interface Hop {
  /** A client, whatever hop headers it sent. */
  record None() implements Hop {}

  /** A sidecar of the same service, which split it in this epoch. */
  record From(long epoch) implements Hop {}

  /** Older than any: whoever hops without a readable epoch must serve the request itself. */
  long NO_EPOCH = -1;

  /**
   * How much longer than the configured limits an answer may take here. The sender of a hop keeps
   * the same limits and tells what became of the request, so it must be the first to give up.
   */
  default long patienceMillis() {
    return switch (this) {
      case None none -> 0;
      case From from -> 2_000;
    };
  }

  /** On a connection that only sidecars of the service can open. */
  static Hop authenticated(MultiMap headers) {
    String epoch = headers.get(Headers.HOP_EPOCH);
    try {
      return new From(epoch == null ? NO_EPOCH : Long.parseLong(epoch));
    } catch (NumberFormatException e) {
      return new From(NO_EPOCH);
    }
  }

  /** In clear text, by a sidecar of release 0.1.0: believed only with the right token. */
  static Hop withToken(MultiMap headers, String hopToken) {
    String token = headers.get(Headers.HOP_TOKEN);
    String epoch = headers.get(Headers.HOP_EPOCH);
    if (token == null || epoch == null || !Secrets.same(hopToken, token)) {
      return new None();
    }
    try {
      return new From(Long.parseLong(epoch));
    } catch (NumberFormatException e) {
      return new None();
    }
  }

  /** Whether that endpoint takes hops by mutual TLS. */
  static boolean isAuthenticated(Endpoint to) {
    return to.port() == SidecarPorts.HOP;
  }

  /** What a forwarded request carries; the token only where no certificate stands for it. */
  static Map<String, String> headers(Endpoint to, long epoch, String hopToken) {
    if (isAuthenticated(to)) {
      return Map.of(Headers.HOP_EPOCH, Long.toString(epoch));
    }
    return Map.of(Headers.HOP_EPOCH, Long.toString(epoch), Headers.HOP_TOKEN, hopToken);
  }
}
