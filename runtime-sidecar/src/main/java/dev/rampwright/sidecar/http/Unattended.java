package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.Decision.Cacheable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One request that no client waits for, whose answer is kept if it is whole. What goes wrong
 * concerns nobody. Lives on the event loop.
 */
final class Unattended {
  private final Relays relays;
  private final ExchangeScope scope;
  private final Route route;
  private final Cacheable cacheable;
  private final Promise<Boolean> kept = Promise.promise();
  private final long deadline;
  private Source answer = () -> {};
  private boolean over;

  /** How it is sent. */
  interface Sender {
    /** Gives the answer's head, or fails. */
    Future<HttpClientResponse> send(BooleanSupplier abandoned, Consumer<Source> source);
  }

  Unattended(Relays relays, ExchangeScope scope, Route route, Cacheable cacheable) {
    this.relays = relays;
    this.scope = scope;
    this.route = route;
    this.cacheable = cacheable;
    this.deadline =
        scope
            .vertx()
            .setTimer(scope.config().value().limits().requestTimeoutMillis(), fired -> cancel());
  }

  /**
   * Sends it.
   *
   * @return whether its answer was kept; never fails
   */
  Future<Boolean> ask(Sender sender) {
    sender
        .send(() -> over, source -> answer = source)
        .onSuccess(this::read)
        .onFailure(cause -> end(false));
    return kept.future();
  }

  /** Gives up, wherever it is. */
  void cancel() {
    end(false);
    answer.cancel();
  }

  private void read(HttpClientResponse head) {
    Taps taps = relays.unattended(route, head, cacheable);
    if (over || taps.recorder().isEmpty()) {
      cancel();
      return;
    }
    head.handler(taps::accept)
        .exceptionHandler(cause -> end(false))
        .endHandler(ended -> judge(taps, head.statusCode()));
  }

  private void judge(Taps taps, int status) {
    boolean answered = taps.judge(status) instanceof Outcome.Answered;
    if (answered) {
      taps.recorder().ifPresent(Recorder::complete);
    }
    end(answered);
  }

  private void end(boolean whole) {
    if (!over) {
      over = true;
      scope.vertx().cancelTimer(deadline);
      kept.complete(whole);
    }
  }
}
