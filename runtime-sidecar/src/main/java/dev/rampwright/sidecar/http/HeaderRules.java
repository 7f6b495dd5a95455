package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.cache.policy.CacheStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Which headers cross the proxy (RFC 9110, section 7.6.1). */
final class HeaderRules {
  private static final String OURS = "x-rampwright-";
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The engine's bytes are scanned and kept as they are, so they must not be compressed. */
  private static final Set<String> NOT_TO_ENGINE =
      Set.of("host", "content-length", "expect", "accept-encoding", Headers.REQUEST_ID);

  /** Which pages may read answers {@link CorsPolicy} says; llama-server would let all. */
  private static final Set<String> NOT_TO_CLIENT =
      Set.of(
          Headers.REQUEST_ID,
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-expose-headers",
          "access-control-max-age");

  private HeaderRules() {}

  /**
   * Copies a request's headers, ours left out: whoever sent them, they end here.
   *
   * @param withheld names in lower case that end here too
   */
  static void copyRequest(MultiMap from, MultiMap to, Set<String> withheld) {
    copy(from, to, lower -> NOT_TO_ENGINE.contains(lower) || withheld.contains(lower), true);
  }

  /** Copies the headers of the own engine's answer. */
  static void copyEngineAnswer(MultiMap from, MultiMap to) {
    copy(from, to, NOT_TO_CLIENT::contains, true);
    to.remove(CacheStatus.HEADER);
    to.remove(ProxyStatus.HEADER);
  }

  /** Copies the headers of a candidate's answer, the revision and the cache's word included. */
  static void copyCandidateAnswer(MultiMap from, MultiMap to) {
    copy(from, to, NOT_TO_CLIENT::contains, false);
  }

  private static void copy(
      MultiMap from, MultiMap to, Predicate<String> except, boolean withoutOurs) {
    List<String> connection = from.getAll(HttpHeaders.CONNECTION);
    Set<String> named = connection.isEmpty() ? Set.of() : named(connection);
    from.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          boolean stays =
              HOP_BY_HOP.contains(lower)
                  || named.contains(lower)
                  || except.test(lower)
                  || (withoutOurs && lower.startsWith(OURS));
          if (!stays) {
            to.add(name, value);
          }
        });
  }

  private static Set<String> named(List<String> connection) {
    Set<String> named = new HashSet<>();
    for (String value : connection) {
      for (String name : value.split(",", -1)) {
        named.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }
}
