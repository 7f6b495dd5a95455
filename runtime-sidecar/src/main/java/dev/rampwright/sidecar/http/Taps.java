package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.sidecar.slots.ReuseScanner;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What watches an answer go by.
 *
 * @param scanner where the answer is a stream with a terminal event
 * @param recorder where the answer is to be kept
 * @param reuse where the answer may say what of the prompt the engine had to compute
 */
record Taps(
    Optional<StreamScanner> scanner, Optional<Recorder> recorder, Optional<ReuseScanner> reuse) {
  Taps(Optional<StreamScanner> scanner, Optional<Recorder> recorder) {
    this(scanner, recorder, Optional.empty());
  }

  void accept(Buffer chunk) {
    if (scanner.isPresent() || recorder.isPresent() || reuse.isPresent()) {
      byte[] bytes = chunk.getBytes();
      scanner.ifPresent(tap -> tap.accept(bytes));
      recorder.ifPresent(tap -> tap.accept(bytes));
      reuse.ifPresent(tap -> tap.accept(bytes));
    }
  }

  boolean sawTerminalEvent() {
    return scanner.map(StreamScanner::isTerminated).orElse(false);
  }

  /** The judgement, where the stream itself has made it certain before its body has ended. */
  Optional<Outcome> judgeEarly(int status) {
    return scanner
        .filter(tap -> tap.isTerminated() || tap.hasFailed())
        .map(certain -> judge(status));
  }

  /** Judges the answer, its body having ended as HTTP says it should. */
  Outcome judge(int status) {
    Outcome byStatus = Outcome.ofStatus(status);
    if (byStatus instanceof Outcome.Answered && scanner.isPresent()) {
      if (scanner.get().hasFailed()) {
        return new Outcome.Failed(status, ErrorClass.SERVER_ERROR);
      }
      if (!scanner.get().isTerminated()) {
        return new Outcome.Failed(status, ErrorClass.TRUNCATED);
      }
    }
    return byStatus;
  }
}
