package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Carries an answer to the client, byte by byte as it comes, no faster than the client reads. The
 * answer's head is held back until its first byte, so that whatever breaks before can still be made
 * good or told with a proper status. Lives on the event loop.
 */
final class Relay implements Source {
  private final Exchange exchange;
  private final HttpClientResponse answer;
  private final Taps taps;
  private final Runnable writeHead;
  private final UnaryOperator<Outcome> verdict;
  private final Consumer<Throwable> brokeBeforeFirstByte;
  private final IdleWatch idle;
  private boolean heldUp;
  private final Stall stall;

  /**
   * Prepares; {@link #start} must be called in the same turn of the event loop.
   *
   * @param writeHead copies the answer's headers to the client's response
   * @param verdict last word on the outcome of an answer that ended as it should
   * @param brokeBeforeFirstByte what to do if nothing has been sent to the client
   */
  Relay(
      Exchange exchange,
      HttpClientResponse answer,
      Taps taps,
      Runnable writeHead,
      UnaryOperator<Outcome> verdict,
      Consumer<Throwable> brokeBeforeFirstByte,
      IdleWatch idle,
      Stall stall) {
    this.exchange = exchange;
    this.answer = answer;
    this.taps = taps;
    this.writeHead = writeHead;
    this.verdict = verdict;
    this.brokeBeforeFirstByte = brokeBeforeFirstByte;
    this.idle = idle;
    this.stall = stall;
  }

  void start() {
    exchange.answerComesFrom(this);
    exchange.atEnd(idle::stop);
    answer.handler(this::chunk).endHandler(end -> ended()).exceptionHandler(this::broken);
  }

  @Override
  public void cancel() {
    answer.request().reset();
  }

  @Override
  public Optional<Outcome> foregone() {
    return taps.judgeEarly(answer.statusCode()).map(verdict);
  }

  @Override
  public boolean isHeldUpByClient() {
    return heldUp;
  }

  private void chunk(Buffer chunk) {
    if (exchange.hasEnded()) {
      return;
    }
    HttpServerResponse client = exchange.response();
    if (!exchange.isAnswering()) {
      beginAnswer();
      client.setChunked(!isSized(client) && exchange.request().version() != HttpVersion.HTTP_1_0);
    }
    taps.accept(chunk);
    exchange.account().passes(chunk);
    client.write(chunk);
    if (client.writeQueueFull()) {
      heldUp = true;
      stall.begin();
      answer.pause();
      client.drainHandler(drained -> clientReadOn());
    } else {
      idle.touch();
    }
  }

  private void clientReadOn() {
    heldUp = false;
    idle.touch();
    answer.resume();
  }

  private void ended() {
    if (exchange.hasEnded()) {
      return;
    }
    if (!exchange.isAnswering()) {
      beginAnswer();
    }
    idle.stop();
    Outcome outcome = verdict.apply(taps.judge(answer.statusCode()));
    if (outcome instanceof Outcome.Answered) {
      taps.recorder().ifPresent(Recorder::complete);
    }
    exchange.finish(Buffer.buffer(), outcome);
  }

  private void broken(Throwable cause) {
    if (exchange.hasEnded()) {
      return;
    }
    if (!exchange.isAnswering()) {
      brokeBeforeFirstByte.accept(cause);
    } else {
      stop(ErrorClass.TRUNCATED);
    }
  }

  private void silent() {
    if (heldUp && stall.isOver()) {
      exchange.cut(new Outcome.ClientLeft(answer.statusCode()));
    } else if (heldUp) {
      idle.touch();
    } else if (!exchange.hasEnded()) {
      stop(ErrorClass.TIMEOUT);
    }
  }

  /** Nothing more will come: ends what is complete, breaks off what is not. */
  private void stop(ErrorClass why) {
    Outcome outcome = foregone().orElseGet(() -> new Outcome.Failed(answer.statusCode(), why));
    if (taps.sawTerminalEvent()) {
      exchange.finish(Buffer.buffer(), outcome);
      cancel();
    } else {
      exchange.cut(outcome);
    }
  }

  private void beginAnswer() {
    writeHead.run();
    exchange.head(answer.statusCode());
    idle.start(this::silent);
  }

  private static boolean isSized(HttpServerResponse client) {
    return client.headers().contains(HttpHeaders.CONTENT_LENGTH);
  }
}
