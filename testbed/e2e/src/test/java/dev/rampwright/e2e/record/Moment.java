package dev.rampwright.e2e.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a state was first seen.
 *
 * @param label the state, while ramping the weight
 * @param after since the change of the spec
 */
public record Moment(String label, Duration after) {

  /** Every change of the label, in order. */
  public static List<Moment> of(List<Look> looks, Instant changed) {
    List<Moment> moments = new ArrayList<>();
    for (Look look : looks) {
      boolean after = look.answered().isAfter(changed);
      if (after && (moments.isEmpty() || !moments.getLast().label().equals(look.label()))) {
        moments.add(new Moment(look.label(), Duration.between(changed, look.answered())));
      }
    }
    return moments;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.1f", label, after.toMillis() / 1000.0);
  }
}
