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
  private boolean copied;
  private boolean refused;
  private long taken;
  private final Alarms.Alarm deadline;

  BodyReader(
      Exchange exchange, ExchangeScope scope, BodyBudget budget, Consumer<Exchange> whenRead) {
    this.exchange = exchange;
    this.maxBytes = scope.config().value().limits().maxBodyBytes();
    this.budget = budget;
    this.whenRead = whenRead;
    this.deadline = scope.alarms().in(scope.patience().body().toMillis(), this::tooSlow);
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
      collect(chunk);
    }
  }

  /** Most bodies come in one piece, which need not be copied. */
  private void collect(Buffer chunk) {
    if (collected.length() == 0) {
      collected = chunk;
      return;
    }
    if (!copied) {
      collected = Buffer.buffer(2 * collected.length()).appendBuffer(collected);
      copied = true;
    }
    collected.appendBuffer(chunk);
  }

  private void tooSlow() {
    if (!refused && !exchange.hasEnded()) {
      refuse(Problem.bodyTooSlow());
    }
  }

  private void ended() {
    deadline.callOff();
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
    deadline.callOff();
    collected = Buffer.buffer();
    budget.give(taken);
    taken = 0;
  }

  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }
}
