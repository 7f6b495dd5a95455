package dev.rampwright.sidecar.drain;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.config.Secrets;
import dev.rampwright.sidecar.http.JsonReply;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * The kubelet's preStop call: {@code GET /drain} with the pod's drain key; anything else changes
 * nothing. Answers when the drain has ended.
 */
public final class DrainHandler implements Handler<HttpServerRequest> {
  private static final String PATH = "/drain";

  private final LiveConfig config;
  private final Drain drain;

  public DrainHandler(LiveConfig config, Drain drain) {
    this.config = config;
    this.drain = drain;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!PATH.equals(request.path()) || !request.method().equals(HttpMethod.GET)) {
      JsonReply.send(request, 404, "{\"message\":\"only GET /drain is served here\"}");
      return;
    }
    String key = request.getHeader(Headers.DRAIN_KEY);
    if (key == null || !Secrets.same(config.value().drainKey(), key)) {
      JsonReply.send(
          request, 403, "{\"message\":\"header " + Headers.DRAIN_KEY + " is missing or wrong\"}");
      return;
    }
    drain.begin().onSuccess(result -> JsonReply.send(request, 200, json(result)));
  }

  /** A drain's result as JSON. */
  public static String json(Drain.Result result) {
    return "{\"drained\":" + result.drained() + ",\"inFlight\":" + result.left() + "}";
  }
}
