package dev.rampwright.sidecar.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Collects a request's body. It is kept whole because an attempt at the candidate may have to be
 * made good by the own engine, and because the cache's key covers all of it.
 */
final class BodyReader {
  private final Exchange exchange;
  private final int maxBytes;
  private final BodyBudget budget;
  private final Consumer<Exchange> whenRead;
  private Buffer collected = Buffer.buffer();
  private boolean refused;
  private long taken;

  BodyReader(Exchange exchange, int maxBytes, BodyBudget budget, Consumer<Exchange> whenRead) {
    this.exchange = exchange;
    this.maxBytes = maxBytes;
    this.budget = budget;
    this.whenRead = whenRead;
  }

  void read() {
    HttpServerRequest request = exchange.request();
    request.handler(this::chunk);
    request.endHandler(end -> ended());
    exchange.atEnd(this::release);
    if (announcedBytes(request) > maxBytes) {
      refuse(Problem.tooLarge(maxBytes));
    }
  }

  private void chunk(Buffer chunk) {
    if (refused || exchange.hasEnded()) {
      return;
    }
    if ((long) collected.length() + chunk.length() > maxBytes) {
      refuse(Problem.tooLarge(maxBytes));
    } else if (!budget.take(chunk.length())) {
      refuse(Problem.noRoomForBody());
    } else {
      taken += chunk.length();
      collected.appendBuffer(chunk);
    }
  }

  private void ended() {
    if (!refused && !exchange.hasEnded()) {
      exchange.bodyArrived(collected);
      whenRead.accept(exchange);
    }
  }

  private void refuse(Problem problem) {
    refused = true;
    exchange.refuseUnread(problem);
  }

  private void release() {
    collected = Buffer.buffer();
    budget.give(taken);
    taken = 0;
  }

  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }
}
