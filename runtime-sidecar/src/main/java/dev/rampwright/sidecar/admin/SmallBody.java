package dev.rampwright.sidecar.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Bodies of admin calls, which are held in memory and so have a bound. */
final class SmallBody {
  private SmallBody() {}

  /**
   * Reads it as text; a longer one ends the connection.
   *
   * @param maxBytes how long it may be
   * @param then gets all of it, once it is there
   */
  static void read(HttpServerRequest request, int maxBytes, Consumer<String> then) {
    Buffer collected = Buffer.buffer();
    request.handler(
        chunk -> {
          if (collected.length() + chunk.length() <= maxBytes) {
            collected.appendBuffer(chunk);
          } else {
            request.connection().close();
          }
        });
    request.endHandler(end -> then.accept(collected.toString()));
  }
}
