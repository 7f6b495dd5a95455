package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.util.Locale;

/** Durations as users write them, such as {@code 1h30m} or {@code 0.5s}. */
final class Spans {
  private Spans() {}

  static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
