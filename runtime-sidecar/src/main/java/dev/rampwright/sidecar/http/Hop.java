package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.config.Secrets;
import io.vertx.core.MultiMap;
import java.util.Map;

/** Where a request comes from. */
sealed interface Hop {
  /** A client, whatever hop headers it sent. */
  record None() implements Hop {}

  /** A sidecar of the same service, which split it in this epoch. */
  record From(long epoch) implements Hop {}

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

  /** Believes the headers only with the right token. */
  static Hop of(MultiMap headers, String hopToken) {
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

  /** What a forwarded request carries. */
  static Map<String, String> headers(long epoch, String hopToken) {
    return Map.of(Headers.HOP_EPOCH, Long.toString(epoch), Headers.HOP_TOKEN, hopToken);
  }
}
