package dev.rampwright.sidecar.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * One client's way through an answer that others may read too, no faster than the client reads.
 * Lives on the event loop.
 */
final class Feed implements Source {
  private final Broadcast broadcast;
  private final Exchange exchange;
  private final boolean first;
  private int next;
  private boolean heldUp;

  /**
   * Begins before the first chunk.
   *
   * @param first whether the engine was asked for this client's sake; the others' answers say
   *     nothing of the engine that the first one's does not say
   */
  Feed(Broadcast broadcast, Exchange exchange, boolean first) {
    this.broadcast = broadcast;
    this.exchange = exchange;
    this.first = first;
  }

  Exchange exchange() {
    return exchange;
  }

  boolean isFirst() {
    return first;
  }

  /** Number of the chunk that it writes next. */
  int next() {
    return next;
  }

  @Override
  public boolean isHeldUpByClient() {
    return heldUp;
  }

  @Override
  public void cancel() {
    broadcast.leave(this);
  }

  @Override
  public Optional<Outcome> foregone() {
    return broadcast.judgedEarly().map(this::outcome);
  }

  /** Writes what there is and the client takes, and ends the answer after its last byte. */
  void pump() {
    if (exchange.hasEnded()) {
      return;
    }
    HttpServerResponse client = exchange.response();
    ByteLog log = broadcast.log();
    while (next < log.end() && !client.writeQueueFull()) {
      Buffer chunk = log.get(next);
      exchange.account().passes(chunk);
      client.write(chunk);
      next++;
    }
    boolean all = next == log.end();
    heldUp = !all || client.writeQueueFull();
    if (all && broadcast.outcome().isPresent()) {
      exchange.finish(Buffer.buffer(), outcome(broadcast.outcome().get()));
    } else if (heldUp) {
      client.drainHandler(
          drained -> {
            pump();
            broadcast.feedMoved();
          });
    }
  }

  /** What an outcome of the engine's answer means for this client's request. */
  Outcome outcome(Outcome ofAnswer) {
    return !first && ofAnswer instanceof Outcome.Answered(int status)
        ? new Outcome.Replayed(status)
        : ofAnswer;
  }
}
