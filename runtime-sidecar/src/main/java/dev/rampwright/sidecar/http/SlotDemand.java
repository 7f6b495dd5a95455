package dev.rampwright.sidecar.http;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * Which calls occupy a slot of the engine: all that post something, but for those that only deal
 * with text and tokens. What is not known here is taken for work, so that nothing passes the queue
 * by.
 */
final class SlotDemand {
  private static final Set<String> TEXT_ONLY =
      Set.of(
          "/tokenize",
          "/detokenize",
          "/apply-template",
          "/v1/chat/completions/input_tokens",
          "/v1/responses/input_tokens",
          "/v1/messages/count_tokens");

  private SlotDemand() {}

  /**
   * Whether a call does.
   *
   * @param target path and query
   */
  static boolean of(HttpMethod method, String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return method.equals(HttpMethod.POST) && !TEXT_ONLY.contains(path);
  }
}
