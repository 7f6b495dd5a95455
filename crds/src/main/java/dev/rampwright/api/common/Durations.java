package dev.rampwright.api.common;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the API's durations, the form that {@link Api#DURATION} describes. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(h|ms|m|s)");

  private Durations() {}

  /**
   * Parses text such as {@code 1h30m}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Duration parse(String text) {
    if (!text.matches(Api.DURATION)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration; write for instance 90s, 5m, 1h30m or 250ms");
    }
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    while (part.find()) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMillis(number);
              });
    }
    return sum;
  }
}
