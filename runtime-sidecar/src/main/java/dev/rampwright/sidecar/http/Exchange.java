package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.sidecar.cache.policy.TokenUsage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its answer's last byte. It ends exactly once: answered, left by
 * its client, or cut by its deadline. Lives on the event loop.
 */
final class Exchange {
  private static final long LINGER_MILLIS = 2_000;

  private enum Phase {
    READING,
    WAITING,
    ANSWERING,
    ENDED
  }

  private final Arrival arrival;
  private final ExchangeScope scope;
  private final Account account;
  private final Alarms.Alarm deadline;
  private Phase phase = Phase.READING;
  private Buffer body = Buffer.buffer();
  private Source source = () -> {};
  private @Nullable Outcome finishing;
  private final List<Runnable> atEnd = new ArrayList<>();

  Exchange(Arrival arrival, ExchangeScope scope) {
    this.arrival = arrival;
    this.scope = scope;
    this.account = new Account(arrival, scope);
    this.deadline = scope.startDeadline(this);
    response().closeHandler(closed -> clientLeft());
    response().exceptionHandler(broken -> clientLeft());
    request().exceptionHandler(broken -> clientLeft());
  }

  Arrival arrival() {
    return arrival;
  }

  HttpServerRequest request() {
    return arrival.request();
  }

  HttpServerResponse response() {
    return request().response();
  }

  Account account() {
    return account;
  }

  Buffer body() {
    return body;
  }

  /** Whether its outcome is settled, so that nothing more may be written. */
  boolean hasEnded() {
    return phase == Phase.ENDED || finishing != null;
  }

  boolean isAnswering() {
    return phase == Phase.ANSWERING;
  }

  void bodyArrived(Buffer bytes) {
    body = bytes;
    phase = Phase.WAITING;
  }

  /** Runs when the exchange has ended, however it did. */
  void atEnd(Runnable work) {
    atEnd.add(work);
  }

  /** From here on a client that leaves, or the deadline, cancels this source. */
  void answerComesFrom(Source next) {
    source = next;
  }

  /** Sets status and the headers that every answer carries; the next write sends them. */
  void head(int status) {
    phase = Phase.ANSWERING;
    response().setStatusCode(status);
    scope.mark(arrival);
    account.headLeaves();
  }

  /** Answers with an error of the sidecar's own, and ends. */
  void answer(Problem problem, Outcome outcome) {
    problem.headers().forEach(response()::putHeader);
    response().putHeader("Content-Type", "application/json");
    head(problem.status());
    finish(Buffer.buffer(arrival.errorShape().write(problem, arrival.id())), outcome);
  }

  void refuse(Problem problem) {
    answer(problem, new Outcome.Refused(problem.status()));
  }

  /** Sends the last bytes; the exchange ends when they have left. */
  void finish(Buffer last, Outcome outcome) {
    account.passes(last);
    send(last, outcome);
  }

  /** Sends all of an answer of which it is known what it tells of tokens; likewise. */
  void replay(Buffer all, Outcome outcome, TokenUsage usage) {
    account.tells(usage);
    send(all, outcome);
  }

  private void send(Buffer last, Outcome outcome) {
    finishing = outcome;
    response().end(last).onComplete(sent -> end(outcome));
  }

  /**
   * Refuses a request whose body has not been read, and reads on for a moment: closing with unread
   * bytes would reset the connection, and many clients then never see the answer.
   */
  void refuseUnread(Problem problem) {
    response().putHeader("Connection", "close");
    refuse(problem);
    scope.vertx().setTimer(LINGER_MILLIS, fired -> request().connection().close());
  }

  /** Breaks the answer off in a way that the client can tell from its proper end. */
  void cut(Outcome outcome) {
    endAndCancel(outcome);
    request().connection().close();
  }

  void deadlinePassed(long timeoutMillis) {
    switch (phase) {
      case READING -> refuseUnread(Problem.bodyTooSlow());
      case WAITING -> {
        Problem problem = Problem.deadline(timeoutMillis);
        answer(problem, new Outcome.Failed(problem.status(), ErrorClass.TIMEOUT));
        source.cancel();
      }
      case ANSWERING -> {
        Outcome settled = finishing;
        cut(settled == null ? source.brokenOff(response().getStatusCode()) : settled);
      }
      case ENDED -> {}
    }
  }

  private void clientLeft() {
    if (phase == Phase.ENDED) {
      return;
    }
    boolean answering = phase == Phase.ANSWERING;
    int status = answering ? response().getStatusCode() : 499;
    if (finishing != null) {
      end(finishing);
    } else {
      endAndCancel(source.foregone().orElseGet(() -> new Outcome.ClientLeft(status)));
    }
  }

  /** In this order: a cancelled source reports at once that it broke, which must mean nothing. */
  private void endAndCancel(Outcome outcome) {
    end(outcome);
    source.cancel();
  }

  private void end(Outcome outcome) {
    if (phase == Phase.ENDED) {
      return;
    }
    phase = Phase.ENDED;
    account.settle(outcome);
    deadline.callOff();
    atEnd.forEach(Runnable::run);
    account.close();
    if (scope.isDraining()) {
      request().connection().close();
    }
  }
}
