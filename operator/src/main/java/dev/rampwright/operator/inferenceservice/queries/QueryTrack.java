package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.ramp.Queried;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One gate's query in one epoch: when it is asked next, and what was answered so far. */
final class QueryTrack {
  private final Duration interval;
  private Instant next;
  private Queried queried = Queried.NOTHING;
  private @Nullable CompletableFuture<QueryAnswer> asked;

  /** The first look comes an interval later: before, the numbers are still of another share. */
  QueryTrack(Duration interval, Instant begin) {
    this.interval = interval;
    this.next = begin.plus(interval);
  }

  /** What is known, and asks if it is time to. */
  Queried look(Instant now, Supplier<CompletableFuture<QueryAnswer>> ask) {
    @Nullable CompletableFuture<QueryAnswer> waiting = asked;
    if (waiting != null && waiting.isDone()) {
      queried = noted(waiting.join());
      asked = null;
    }
    if (asked == null && isDue(now)) {
      next = now.plus(interval);
      asked = ask.get();
    }
    return queried;
  }

  /** Also after the clock was set back. */
  private boolean isDue(Instant now) {
    return !now.isBefore(next) || now.plus(interval).isBefore(next);
  }

  private Queried noted(QueryAnswer answer) {
    return switch (answer) {
      case QueryAnswer.Value it -> queried.answered(OptionalDouble.of(it.value()));
      case QueryAnswer.NoSeries _ -> queried.answered(OptionalDouble.empty());
      case QueryAnswer.Failed it -> queried.failed(it.problem());
    };
  }
}
