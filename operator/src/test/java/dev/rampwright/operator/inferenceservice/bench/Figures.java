package dev.rampwright.operator.inferenceservice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Where make bench-ramp takes the rows of its table from: what, figure, unit, goal. */
final class Figures {
  private static final String UNBOUND = "-";

  private final Path file = Path.of(System.getProperty("rampwright.bench.figures"));

  /** A figure that is to be at most so much. */
  void add(String what, double figure, String unit, double most) {
    append(what, number(figure), unit, String.format(Locale.ROOT, "%.0f", most));
  }

  /** A figure that is told. */
  void add(String what, double figure, String unit) {
    append(what, number(figure), unit, UNBOUND);
  }

  /** A number of things. */
  void add(String what, long count) {
    append(what, Long.toString(count), "", UNBOUND);
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }

  private void append(String what, String figure, String unit, String goal) {
    try {
      Files.writeString(
          file,
          String.join("\t", what, figure, unit, goal) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
