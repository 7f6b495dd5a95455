package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.pool.Place;
import dev.rampwright.sidecar.pool.Waiter;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.StreamResetException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends requests to the pod's own engine, and those that make it infer no more at once than it has
 * slots. Lives on the event loop.
 */
final class EngineCalls {
  private final Forwarder forwarder;
  private final EnginePool pool;
  private final LiveConfig config;

  EngineCalls(Forwarder forwarder, EnginePool pool, LiveConfig config) {
    this.forwarder = forwarder;
    this.pool = pool;
    this.config = config;
  }

  /** Sends the exchange's request and gives its answer's head; fails if none came. */
  Future<HttpClientResponse> send(Exchange exchange) {
    return send(
        Outgoing.of(exchange),
        exchange.arrival().caller().tenant(),
        exchange::hasEnded,
        exchange::answerComesFrom);
  }

  /**
   * Sends a request for whoever waits for its answer. A slot is given back when the engine's answer
   * has ended, however it did: not before, for the engine works until then, and not when the client
   * has read the last byte.
   *
   * @param tenant whose turn it takes while all slots are in use
   * @param abandoned whether nobody waits any more
   * @param source takes what cancels the request, be it sent or not
   * @return fails with {@link NoAnswerException} if there was no place
   */
  Future<HttpClientResponse> send(
      Outgoing outgoing, Tenant tenant, BooleanSupplier abandoned, Consumer<Source> source) {
    if (!SlotDemand.of(outgoing.method(), outgoing.target())) {
      return forward(outgoing, abandoned, source);
    }
    Promise<Void> slot = Promise.promise();
    Place place = pool.enter(tenant.name(), waiter(slot));
    source.accept(
        () -> {
          pool.leave(place);
          slot.tryFail(new StreamResetException(0));
        });
    return slot.future()
        .compose(admitted -> forward(outgoing, abandoned, source))
        .onSuccess(answer -> answer.end().onComplete(ended -> pool.leave(place)))
        .onFailure(cause -> pool.leave(place));
  }

  /** The same for what no client waits for: fails rather than to take a place from one. */
  Future<HttpClientResponse> sendIfIdle(
      Outgoing outgoing, BooleanSupplier abandoned, Consumer<Source> source) {
    return pool.isIdle()
        ? send(outgoing, Tenant.ANONYMOUS, abandoned, source)
        : Future.failedFuture(NoAnswerException.shed(1));
  }

  /** Whether a request would have a slot at once. */
  boolean isIdle() {
    return pool.isIdle();
  }

  /**
   * The same for what a client may interrupt who needs the slot.
   *
   * @param giveWay called when one does: it has to cancel the request
   */
  Future<HttpClientResponse> sendGivingWay(
      Outgoing outgoing, BooleanSupplier abandoned, Consumer<Source> source, Runnable giveWay) {
    if (!SlotDemand.of(outgoing.method(), outgoing.target())) {
      return forward(outgoing, abandoned, source);
    }
    return pool.lend(giveWay)
        .map(
            place ->
                forward(outgoing, abandoned, source)
                    .onSuccess(answer -> answer.end().onComplete(ended -> pool.leave(place)))
                    .onFailure(cause -> pool.leave(place)))
        .orElseGet(() -> Future.failedFuture(NoAnswerException.shed(1)));
  }

  private Future<HttpClientResponse> forward(
      Outgoing outgoing, BooleanSupplier abandoned, Consumer<Source> source) {
    SidecarConfig.Engine engine = config.value().engine();
    return forwarder.send(
        outgoing, new Endpoint(engine.host(), engine.port()), Map.of(), abandoned, source);
  }

  private static Waiter waiter(Promise<Void> slot) {
    return new Waiter() {
      @Override
      public void admitted() {
        slot.tryComplete();
      }

      @Override
      public void shed(int retryAfterSeconds) {
        slot.tryFail(NoAnswerException.shed(retryAfterSeconds));
      }
    };
  }
}
