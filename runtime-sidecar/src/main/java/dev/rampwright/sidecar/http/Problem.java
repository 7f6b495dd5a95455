package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.translate.UntranslatableException;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer that the sidecar makes itself; {@link ErrorShape} writes it.
 *
 * @param status HTTP status
 * @param type kind of error, as OpenAI names them
 * @param code for programs
 * @param message for people: what happened and what to do
 * @param headers further headers
 */
public record Problem(
    int status, String type, String code, String message, Map<String, String> headers) {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final String RETRY_AFTER = "Retry-After";

  public Problem {
    headers = Map.copyOf(headers);
  }

  static Problem notFound(String method, String path) {
    return new Problem(
        404,
        INVALID,
        "not_found",
        method
            + " "
            + path
            + " is not served here; use /v1/..., /health, /completion, /tokenize, /detokenize or"
            + " /props",
        Map.of());
  }

  static Problem tlsOnly() {
    return new Problem(
        403,
        INVALID,
        "tls_required",
        "this service is served by TLS only: use https:// and the Service's port 443",
        Map.of());
  }

  static Problem unknownClient(String message) {
    return new Problem(
        401, INVALID, "invalid_api_key", message, Map.of("WWW-Authenticate", "Bearer"));
  }

  static Problem undecidableClient(String message) {
    return new Problem(503, SERVER, "identity_unavailable", message, Map.of(RETRY_AFTER, "5"));
  }

  static Problem untranslatable(UntranslatableException cause) {
    return new Problem(
        cause.status(), INVALID, "not_supported", String.valueOf(cause.getMessage()), Map.of());
  }

  static Problem tooLarge(int maxBodyBytes) {
    return new Problem(
        413,
        INVALID,
        "request_too_large",
        "the request's body is longer than " + maxBodyBytes + " bytes",
        Map.of());
  }

  static Problem notABatch(int most) {
    return new Problem(
        400,
        INVALID,
        "not_a_batch",
        "write {\"requests\": [...]} with 1 to " + most + " bodies of /tokenize",
        Map.of());
  }

  static Problem noRoomForBody() {
    return new Problem(
        503,
        SERVER,
        "too_many_large_requests",
        "the sidecar's memory is full of other requests' bodies; try again",
        Map.of(RETRY_AFTER, "1"));
  }

  static Problem uriTooLong() {
    return new Problem(414, INVALID, "uri_too_long", "the request's address is too long", Map.of());
  }

  static Problem headersTooLarge() {
    return new Problem(
        431,
        INVALID,
        "headers_too_large",
        "the request's headers are too long, or too many",
        Map.of());
  }

  static Problem unreadable() {
    return new Problem(400, INVALID, "bad_request", "this is no HTTP/1.1 request", Map.of());
  }

  static Problem headTooSlow() {
    return new Problem(
        408, INVALID, "request_timeout", "the request's head did not arrive in time", Map.of());
  }

  static Problem bodyTooSlow() {
    return new Problem(
        408, INVALID, "request_timeout", "the request's body did not arrive in time", Map.of());
  }

  static Problem staleHop(long hopEpoch, long epoch) {
    return new Problem(
        421,
        INVALID,
        "stale_epoch",
        "forwarded in epoch " + hopEpoch + ", but epoch " + epoch + " is in force here",
        Map.of());
  }

  static Problem deadline(long timeoutMillis) {
    return new Problem(
        504,
        SERVER,
        "deadline_exceeded",
        "the model did not begin to answer within " + timeoutMillis + " ms",
        ProxyStatus.of("http_response_timeout"));
  }

  static Problem busy(int retryAfterSeconds) {
    Map<String, String> headers = new HashMap<>(ProxyStatus.full());
    headers.put(RETRY_AFTER, Integer.toString(retryAfterSeconds));
    return new Problem(
        429,
        "rate_limit_error",
        "queue_full",
        "the model is answering as many requests as it can, and the queue is full; try again in "
            + retryAfterSeconds
            + " s",
        headers);
  }

  static Problem needsSlotOfItsOwn(String path) {
    return new Problem(
        501,
        INVALID,
        "slot_not_selectable",
        path
            + " cannot be kept apart from other tenants in an engine whose KV slots are kept: use"
            + " /v1/chat/completions, /v1/completions or /v1/responses",
        Map.of());
  }

  static Problem notAnObject() {
    return new Problem(
        400, INVALID, "invalid_json", "the body must be one JSON object, not compressed", Map.of());
  }

  static Problem engineLoading(String engine) {
    Map<String, String> headers = new HashMap<>(ProxyStatus.of("connection_refused"));
    headers.put(RETRY_AFTER, "5");
    return new Problem(
        503,
        SERVER,
        "model_loading",
        "the model server on " + engine + " has not been ready yet; it may still be loading",
        headers);
  }

  static Problem engineDown(String engine, String cause) {
    return new Problem(
        502,
        SERVER,
        "engine_unreachable",
        "the model server on %s broke off before it answered (%s); see the logs of container engine"
            .formatted(engine, cause),
        ProxyStatus.of("connection_terminated"));
  }
}
