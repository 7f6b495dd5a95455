package dev.rampwright.sidecar.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may read answers: the server's side of CORS (<a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch</a>). Pure.
 *
 * @param origins as browsers send them, or {@value #ANY} for all; empty: none
 */
record CorsPolicy(List<String> origins) {
  private static final String ANY = "*";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String MAX_AGE_SECONDS = "600";

  /** Header names, as many as a browser would ever list. */
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_, -]{1,1024}");

  CorsPolicy {
    origins = List.copyOf(origins);
  }

  /**
   * What an answer carries. An origin that is not listed gets nothing, so that its browser keeps
   * the answer from the page. Cookies are only for origins that are named.
   *
   * @param origin the request's header; null: it comes from no page, or from one of the same origin
   */
  Map<String, String> headers(@Nullable String origin) {
    if (origins.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new HashMap<>();
    if (origins.contains(ANY)) {
      if (origin != null) {
        headers.put(ALLOW_ORIGIN, ANY);
      }
    } else {
      headers.put("Vary", "Origin");
      if (isNamed(origin)) {
        headers.put(ALLOW_ORIGIN, String.valueOf(origin));
        headers.put("Access-Control-Allow-Credentials", "true");
      }
    }
    if (headers.containsKey(ALLOW_ORIGIN)) {
      headers.put(
          "Access-Control-Expose-Headers",
          "x-request-id, x-rampwright-revision, cache-status, age, retry-after");
    }
    return headers;
  }

  /**
   * What the answer to a preflight carries: any header that the page wants to send, by name, for
   * neither {@code Authorization} nor anything in a request with cookies is covered by {@code *}.
   *
   * @param wanted {@code Access-Control-Request-Headers}
   */
  Map<String, String> preflight(@Nullable String origin, @Nullable String wanted) {
    Map<String, String> headers = new HashMap<>(headers(origin));
    headers.remove("Access-Control-Expose-Headers");
    if (!origins.isEmpty()) {
      headers.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    }
    if (headers.containsKey(ALLOW_ORIGIN)) {
      headers.put("Access-Control-Allow-Methods", "GET, HEAD, POST");
      headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
      if (wanted != null && NAMES.matcher(wanted).matches()) {
        headers.put("Access-Control-Allow-Headers", wanted);
      }
    }
    return headers;
  }

  private boolean isNamed(@Nullable String origin) {
    return origin != null && origins.contains(origin);
  }
}
