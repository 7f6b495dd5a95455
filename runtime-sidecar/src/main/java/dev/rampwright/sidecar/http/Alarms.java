package dev.rampwright.sidecar.http;

import io.netty.util.collection.LongObjectHashMap;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Deadlines of which nearly all are called off, for the price of one timer. Those of the same
 * length go off in the order in which they were set, so that setting one and calling it off moves
 * four references, and only the first of each length need be looked at. No later than a timer of
 * Vert.x, and never early. Lives on the event loop.
 */
public final class Alarms {
  private static final long NONE = -1;

  private final Timers timers;
  private final LongSupplier nanos;

  /** By the length of their deadlines in milliseconds; each request asks, which takes no box. */
  private final LongObjectHashMap<Alarm> lines = new LongObjectHashMap<>();

  private long timer = NONE;
  private long timerDueNanos;

  /** What wakes this up. */
  interface Timers {
    /** Runs it once after so many milliseconds, at least 1; the result is for {@link #cancel}. */
    long set(long millis, Runnable fired);

    void cancel(long timer);
  }

  /** One deadline; the first of each line is no deadline but the line's two ends. */
  static final class Alarm {
    private final long dueNanos;
    private final Runnable ring;
    private Alarm before = this;
    private Alarm after = this;

    private Alarm(long dueNanos, Runnable ring) {
      this.dueNanos = dueNanos;
      this.ring = ring;
    }

    /** It will not go off, if it has not yet. */
    void callOff() {
      before.after = after;
      after.before = before;
      before = this;
      after = this;
    }

    /** Those that went off before may have called it off. */
    private void goOff() {
      if (!isAlone()) {
        callOff();
        ring.run();
      }
    }

    private boolean isAlone() {
      return after == this;
    }

    private void append(Alarm last) {
      last.before = before;
      last.after = this;
      before.after = last;
      before = last;
    }
  }

  /**
   * Has none yet.
   *
   * @param nanos monotonic time
   */
  public Alarms(Vertx vertx, LongSupplier nanos) {
    this(
        new Timers() {
          @Override
          public long set(long millis, Runnable fired) {
            return vertx.setTimer(millis, id -> fired.run());
          }

          @Override
          public void cancel(long timer) {
            vertx.cancelTimer(timer);
          }
        },
        nanos);
  }

  Alarms(Timers timers, LongSupplier nanos) {
    this.timers = timers;
    this.nanos = nanos;
  }

  /** Goes off once, after so many milliseconds, unless it is called off. */
  Alarm in(long millis, Runnable ring) {
    Alarm alarm = new Alarm(nanos.getAsLong() + millis * 1_000_000, ring);
    line(millis).append(alarm);
    if (timer == NONE || alarm.dueNanos - timerDueNanos < 0) {
      wakeAt(alarm.dueNanos);
    }
    return alarm;
  }

  private Alarm line(long millis) {
    Alarm line = lines.get(millis);
    if (line == null) {
      line = new Alarm(0, () -> {});
      lines.put(millis, line);
    }
    return line;
  }

  private void wakeAt(long dueNanos) {
    if (timer != NONE) {
      timers.cancel(timer);
    }
    timerDueNanos = dueNanos;
    long left = Math.max(0, dueNanos - nanos.getAsLong());
    timer = timers.set(Math.max(1, Math.ceilDiv(left, 1_000_000L)), this::wake);
  }

  private void wake() {
    timer = NONE;
    long now = nanos.getAsLong();
    try {
      due(now).forEach(Alarm::goOff);
    } finally {
      // What one that throws has kept from going off is due still.
      lines.values().removeIf(Alarm::isAlone);
      OptionalLong left =
          lines.values().stream().mapToLong(line -> line.after.dueNanos - now).min();
      if (left.isPresent() && (timer == NONE || now + left.getAsLong() - timerDueNanos < 0)) {
        wakeAt(now + left.getAsLong());
      }
    }
  }

  private List<Alarm> due(long now) {
    List<Alarm> due = new ArrayList<>();
    for (Alarm line : lines.values()) {
      Alarm next = line.after;
      while (next != line && next.dueNanos - now <= 0) {
        due.add(next);
        next = next.after;
      }
    }
    return due;
  }
}
