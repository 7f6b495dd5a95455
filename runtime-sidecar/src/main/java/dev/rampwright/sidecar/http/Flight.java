package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.Hit;
import dev.rampwright.sidecar.cache.policy.Decision.Cacheable;
import io.vertx.core.http.HttpClientResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done once for all that ask the same at the same time: the second level is looked up, then
 * the engine is asked. Until its answer begins they wait here, then the {@link Broadcast} carries
 * it to them. Lives on the event loop.
 */
final class Flight {
  private final Ground ground;
  private final Map<Exchange, Cacheable> waiting = new LinkedHashMap<>();
  private Source upstream = () -> {};
  private @Nullable Broadcast broadcast;
  private boolean over;

  /** What a flight needs from where it started. */
  interface Ground {
    /** Nobody may join it any more. */
    void closed(Flight flight);

    /**
     * Answers a request from the cache.
     *
     * @param asked with this request's own directives
     */
    void replay(Exchange exchange, Hit hit, Cacheable asked);

    /** Answers a request for which the engine gave no answer. */
    void noAnswer(Exchange exchange, Throwable cause);

    /** Makes the broadcast of an answer, for whose sake the engine was asked. */
    Broadcast broadcast(Exchange first, HttpClientResponse answer, Broadcast.Ends ends);
  }

  Flight(Ground ground) {
    this.ground = ground;
  }

  boolean isJoinable() {
    return broadcast == null ? !over : broadcast.isJoinable();
  }

  boolean isOver() {
    return over;
  }

  void join(Exchange exchange, Cacheable asked) {
    if (broadcast != null) {
      broadcast.join(exchange, false);
      return;
    }
    waiting.put(exchange, asked);
    exchange.answerComesFrom(() -> leave(exchange));
    exchange.atEnd(() -> leave(exchange));
  }

  /** From here on, when all have left, this is cancelled. */
  void answerComesFrom(Source source) {
    upstream = source;
  }

  /** It was found in the second level. */
  void found(Hit hit) {
    close().forEach((exchange, asked) -> ground.replay(exchange, hit, asked));
  }

  /** The engine's answer begins. */
  void answered(HttpClientResponse answer) {
    if (over) {
      answer.request().reset();
      return;
    }
    List<Exchange> all = List.copyOf(waiting.keySet());
    waiting.clear();
    Broadcast flowing = ground.broadcast(all.getFirst(), answer, new End());
    broadcast = flowing;
    flowing.join(all.getFirst(), true);
    all.subList(1, all.size()).forEach(exchange -> flowing.join(exchange, false));
    flowing.start();
  }

  /** The engine did not answer. */
  void failed(Throwable cause) {
    close().keySet().forEach(exchange -> ground.noAnswer(exchange, cause));
  }

  private void leave(Exchange exchange) {
    if (waiting.remove(exchange) != null && waiting.isEmpty() && broadcast == null && !over) {
      close();
      upstream.cancel();
    }
  }

  /** Who waited. */
  private Map<Exchange, Cacheable> close() {
    over = true;
    ground.closed(this);
    Map<Exchange, Cacheable> all = new LinkedHashMap<>(waiting);
    waiting.clear();
    return all;
  }

  /** What the broadcast tells. */
  private final class End implements Broadcast.Ends {
    @Override
    public void closed() {
      over = true;
      ground.closed(Flight.this);
    }

    @Override
    public void brokeBeforeFirstByte(List<Exchange> those, Throwable cause) {
      closed();
      those.forEach(exchange -> ground.noAnswer(exchange, cause));
    }
  }
}
