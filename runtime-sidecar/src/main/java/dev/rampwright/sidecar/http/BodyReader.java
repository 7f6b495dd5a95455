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
  private final ExchangeScope scope;
  private final int maxBytes;
  private final BodyBudget budget;
  private final Consumer<Exchange> whenRead;
  private Buffer collected = Buffer.buffer();
  private boolean refused;
  private long taken;
  private long timer = -1;

  BodyReader(
      Exchange exchange, ExchangeScope scope, BodyBudget budget, Consumer<Exchange> whenRead) {
    this.exchange = exchange;
    this.scope = scope;
    this.maxBytes = scope.config().value().limits().maxBodyBytes();
    this.budget = budget;
    this.whenRead = whenRead;
  }

  void read() {
    HttpServerRequest request = exchange.request();
    request.handler(this::chunk);
    request.endHandler(end -> ended());
    exchange.atEnd(this::release);
    timer = scope.vertx().setTimer(scope.patience().body().toMillis(), fired -> tooSlow());
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

  private void tooSlow() {
    if (!refused && !exchange.hasEnded()) {
      refuse(Problem.bodyTooSlow());
    }
  }

  private void ended() {
    scope.vertx().cancelTimer(timer);
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
    scope.vertx().cancelTimer(timer);
    collected = Buffer.buffer();
    budget.give(taken);
    taken = 0;
  }

  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }
}
