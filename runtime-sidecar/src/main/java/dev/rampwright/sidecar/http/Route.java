package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.AdminPaths;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the allow-list makes of a request. */
sealed interface Route {
  /** Split, cached, counted. */
  record Inference(Api api) implements Route {}

  /** Passed to the pod's own engine. */
  record Passed() implements Route {}

  /** Answered from the cache alone. */
  record TokenBatch() implements Route {}

  /** Not served here. */
  record Unknown() implements Route {}

  /**
   * The engine's own calls beside {@code /v1}; {@code POST /props} and all of {@code /slots} would
   * change the engine under everybody's feet.
   */
  Map<String, Set<HttpMethod>> ENGINE_CALLS =
      Map.of(
          "/health", Set.of(HttpMethod.GET, HttpMethod.HEAD),
          "/props", Set.of(HttpMethod.GET, HttpMethod.HEAD),
          "/completion", Set.of(HttpMethod.POST, HttpMethod.OPTIONS),
          "/tokenize", Set.of(HttpMethod.POST, HttpMethod.OPTIONS),
          "/detokenize", Set.of(HttpMethod.POST, HttpMethod.OPTIONS));

  /** What is served elsewhere, or nowhere. */
  String OTHER = "other";

  /** The usual methods. */
  Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** The method's name, if it is a usual one: any text may stand in a request. */
  static String word(HttpMethod method) {
    return METHODS.contains(method.name()) ? method.name() : OTHER;
  }

  /** What stands for the path where the path itself may not be told. */
  default String pattern(@Nullable String path) {
    return switch (this) {
      case Inference(Api api) -> api.path();
      case TokenBatch batch -> AdminPaths.CACHE_TOKENS_BATCH;
      case Passed passed -> path != null && ENGINE_CALLS.containsKey(path) ? path : "/v1/*";
      case Unknown unknown -> OTHER;
    };
  }

  /** Whether everybody may ask: load balancers have no credentials. */
  static boolean isOpen(@Nullable String path) {
    return "/health".equals(path);
  }

  /** Looks a request up. */
  static Route of(HttpMethod method, @Nullable String path) {
    if (path == null) {
      return new Unknown();
    }
    if (method.equals(HttpMethod.POST)) {
      Optional<Api> api = Api.of(path);
      if (api.isPresent()) {
        return new Inference(api.get());
      }
      if (path.equals(AdminPaths.CACHE_TOKENS_BATCH)) {
        return new TokenBatch();
      }
    }
    if (climbs(path)) {
      return new Unknown();
    }
    boolean listed =
        path.startsWith("/v1/") || ENGINE_CALLS.getOrDefault(path, Set.of()).contains(method);
    return listed ? new Passed() : new Unknown();
  }

  /** Whether an engine that normalises paths might understand another one than the list does. */
  private static boolean climbs(String path) {
    String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%5c", "\\");
    return plain.contains("..") || plain.contains("\\") || plain.contains("//");
  }
}
