package dev.rampwright.e2e;

import org.jspecify.annotations.Nullable;

/**
 * What a client got for one request.
 *
 * @param status HTTP status; 0 where no answer came
 * @param revision which revision answered, from the answer's header
 * @param cacheStatus the answer's Cache-Status
 * @param retryAfter its Retry-After
 * @param body all of it
 * @param failure what broke, and when
 */
record Answer(
    int status,
    @Nullable String revision,
    @Nullable String cacheStatus,
    @Nullable String retryAfter,
    String body,
    @Nullable String failure) {

  /** Complete: status 200, and a stream with its terminal event. */
  boolean good(boolean stream) {
    return failure == null && status == 200 && (!stream || body.contains("data: [DONE]"));
  }
}
