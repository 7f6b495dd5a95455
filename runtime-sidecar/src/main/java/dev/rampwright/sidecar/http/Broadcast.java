package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries one answer of the engine to all clients that asked for the same. The engine is slowed
 * down only when none of them reads on; who falls too far behind the others is cut off; it is
 * stopped when the last of them has left. Lives on the event loop.
 */
final class Broadcast {
  private final HttpClientResponse answer;
  private final Taps taps;
  private final Head head;
  private final IdleWatch idle;
  private final Stall stall;
  private final Ends ends;
  private final Audience audience = new Audience();
  private boolean begun;
  private boolean paused;
  private boolean shortened;
  private @Nullable Outcome outcome;

  /** Writes the answer's head to one of its clients. */
  interface Head {
    /**
     * Copies the answer's headers.
     *
     * @param first whether the engine was asked for this client's sake
     */
    void write(Exchange exchange, boolean first);
  }

  /** Told of how it ends. */
  interface Ends {
    /** Nobody may join any more. */
    void closed();

    /** It broke before the first byte, with these clients waiting. */
    void brokeBeforeFirstByte(List<Exchange> waiting, Throwable cause);
  }

  /** Prepares; clients join, then {@link #start} is called, in the same turn of the event loop. */
  Broadcast(
      HttpClientResponse answer, Taps taps, Head head, IdleWatch idle, Stall stall, Ends ends) {
    this.answer = answer;
    this.taps = taps;
    this.head = head;
    this.idle = idle;
    this.stall = stall;
    this.ends = ends;
  }

  void start() {
    answer.handler(this::chunk).endHandler(end -> ended()).exceptionHandler(this::broken);
  }

  /** Whether a client can still get the whole answer. */
  boolean isJoinable() {
    return outcome == null && !shortened;
  }

  /** One more client; it gets the answer from its beginning. */
  void join(Exchange exchange, boolean first) {
    Feed feed = new Feed(this, exchange, first);
    audience.join(feed);
    exchange.answerComesFrom(feed);
    exchange.atEnd(() -> leave(feed));
    if (begun) {
      begin(feed);
      feed.pump();
      feedMoved();
    }
  }

  ByteLog log() {
    return audience.log();
  }

  /** How the answer ended; empty while it goes on. */
  Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** How it will end, where that is certain already. */
  Optional<Outcome> judgedEarly() {
    return outcome().or(() -> taps.judgeEarly(answer.statusCode()));
  }

  void leave(Feed feed) {
    if (!audience.leave(feed)) {
      return;
    }
    if (!audience.isEmpty()) {
      feedMoved();
    } else if (outcome == null) {
      idle.stop();
      ends.closed();
      answer.request().reset();
    }
  }

  /** A client has read on, or left. */
  void feedMoved() {
    audience.cutLaggards();
    boolean nobodyReads = audience.isHeldUp();
    if (nobodyReads && !paused) {
      paused = true;
      stall.begin();
      answer.pause();
    } else if (!nobodyReads && paused) {
      paused = false;
      idle.touch();
      answer.resume();
    }
    if (audience.keepsTooMuch()) {
      shortened = true;
      ends.closed();
      audience.dropRead();
    }
  }

  private void chunk(Buffer chunk) {
    if (outcome != null) {
      return;
    }
    begin();
    taps.accept(chunk);
    audience.add(chunk);
    idle.touch();
    audience.pump();
    feedMoved();
  }

  private void ended() {
    if (outcome != null) {
      return;
    }
    begin();
    idle.stop();
    Outcome judged = taps.judge(answer.statusCode());
    outcome = judged;
    if (judged instanceof Outcome.Answered) {
      taps.recorder().ifPresent(Recorder::complete);
    }
    ends.closed();
    audience.pump();
  }

  private void broken(Throwable cause) {
    if (outcome != null || audience.isEmpty()) {
      return;
    }
    if (begun) {
      stop(ErrorClass.TRUNCATED);
    } else {
      outcome = new Outcome.Failed(answer.statusCode(), ErrorClass.CONNECTION);
      ends.brokeBeforeFirstByte(audience.dismiss(), cause);
    }
  }

  private void silent() {
    if (paused && stall.isOver()) {
      audience
          .all()
          .forEach(feed -> feed.exchange().cut(new Outcome.ClientLeft(answer.statusCode())));
    } else if (paused) {
      idle.touch();
    } else if (outcome == null) {
      stop(ErrorClass.TIMEOUT);
    }
  }

  /** Nothing more will come: ends what is complete, breaks off what is not. */
  private void stop(ErrorClass why) {
    idle.stop();
    Outcome judged = judgedEarly().orElseGet(() -> new Outcome.Failed(answer.statusCode(), why));
    outcome = judged;
    ends.closed();
    if (taps.sawTerminalEvent()) {
      audience.pump();
    } else {
      audience.all().forEach(feed -> feed.exchange().cut(feed.outcome(judged)));
    }
    answer.request().reset();
  }

  private void begin() {
    if (!begun) {
      begun = true;
      idle.start(this::silent);
      audience.all().forEach(this::begin);
    }
  }

  private void begin(Feed feed) {
    Exchange exchange = feed.exchange();
    head.write(exchange, feed.isFirst());
    exchange.head(answer.statusCode());
    HttpServerResponse client = exchange.response();
    client.setChunked(
        !client.headers().contains(HttpHeaders.CONTENT_LENGTH)
            && exchange.request().version() != HttpVersion.HTTP_1_0);
  }
}
