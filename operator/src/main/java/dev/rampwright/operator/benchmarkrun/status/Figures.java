package dev.rampwright.operator.benchmarkrun.status;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as text for people. */
final class Figures {
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private Figures() {}

  /** At most six significant digits, without an exponent; null stays null. */
  static @Nullable String decimal(@Nullable Double value) {
    return value == null ? null : plain(value);
  }

  /** The same for a value that is there. */
  static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /** Seconds as {@code 182ms}, or {@code 12.3s} from ten seconds on. */
  static String latency(double seconds) {
    if (seconds >= 10) {
      return rounded(seconds, 1) + "s";
    }
    double millis = seconds * 1000;
    return rounded(millis, millis < 10 ? 1 : 0) + "ms";
  }

  /** One decimal. */
  static String rate(double perSecond) {
    return rounded(perSecond, 1);
  }

  private static String rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
