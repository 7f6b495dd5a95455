package dev.rampwright.bench.load;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: told what arrived and when, it concludes exactly once. It knows no
 * network and no clock, and belongs to one thread.
 */
public final class Exchange {
  private final boolean streamed;
  private final long intended;
  private final long sent;
  private final Consumer<Outcome> conclusion;
  private @Nullable Head head;
  private @Nullable Body body;
  private boolean concluded;

  /**
   * A request that leaves now.
   *
   * @param streamed whether a streamed answer was asked for
   * @param intended when it was meant to leave, in nanoseconds
   * @param sent when it leaves, on the same clock
   * @param conclusion takes the outcome, once
   */
  public Exchange(boolean streamed, long intended, long sent, Consumer<Outcome> conclusion) {
    this.streamed = streamed;
    this.intended = intended;
    this.sent = sent;
    this.conclusion = conclusion;
  }

  /** The answer's head came. */
  public void head(Head received) {
    head = received;
    if (!received.successful()) {
      body = new ErrorBody(received.status());
    } else {
      body = streamed ? new StreamedBody() : new WholeBody();
    }
  }

  /** A piece of the body came. */
  public void bytes(byte[] piece, long nanos) {
    if (body != null && !concluded) {
      settle(body.take(piece, nanos));
    }
  }

  /** The answer ended as HTTP has it. */
  public void end(long nanos) {
    if (body != null && !concluded) {
      settle(body.end(nanos));
    }
  }

  /**
   * The connection failed, before or inside the answer.
   *
   * @param kind the failure's class name
   * @param detail its message
   */
  public void broken(String kind, String detail) {
    if (head == null) {
      conclude(new Outcome.Failed(null, kind, detail));
    } else if (!head.successful()) {
      conclude(new Outcome.Failed(head, "HTTP " + head.status(), detail));
    } else {
      conclude(
          new Outcome.Failed(
              head, streamed ? "truncated stream" : "truncated answer", kind + ": " + detail));
    }
  }

  /** Nobody waits any longer. */
  public void expire(String kind, String detail) {
    conclude(new Outcome.Failed(head, kind, detail));
  }

  private void settle(BodyState state) {
    Head of = head;
    if (of == null) {
      throw new IllegalStateException("a body without a head");
    }
    switch (state) {
      case BodyState.Open() -> {}
      case BodyState.Complete(long first, long last, long tokens, boolean counted) ->
          conclude(
              new Outcome.Answered(of, new Timing(intended, sent, first, last), tokens, counted));
      case BodyState.Broken(String kind, String detail) ->
          conclude(new Outcome.Failed(of, kind, detail));
    }
  }

  private void conclude(Outcome outcome) {
    if (!concluded) {
      concluded = true;
      conclusion.accept(outcome);
    }
  }
}
