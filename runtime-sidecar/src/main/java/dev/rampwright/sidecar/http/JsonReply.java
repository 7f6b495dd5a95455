package dev.rampwright.sidecar.http;

import io.vertx.core.http.HttpServerRequest;

/** An answer of the sidecar's own to those who run it; clients get a {@link Problem}. */
public final class JsonReply {
  private JsonReply() {}

  /** Sends it, unless whoever asked has left. */
  public static void send(HttpServerRequest request, int status, String json) {
    if (!request.response().closed()) {
      request
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(json);
    }
  }
}
