package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import java.util.Locale;

/** Says what a query answered as one sentence for a person; each look gives the same sentence. */
record QueryWords(QueryGate gate, GateVerdict verdict, Numbers numbers) {
  private static final double SMALL = 0.001;

  String sentence() {
    return "gate %s: %s, limit %s %s"
        .formatted(gate.name(), answer(), gate.max() == null ? "min" : "max", plain(gate.limit()));
  }

  private String answer() {
    return switch (verdict.reason()) {
      case NOTHING_TO_COMPARE -> "not asked, stable takes no traffic to compare with";
      case SOURCE_FAILING ->
          "the query was not answered several times in a row (%s)".formatted(verdict.problem());
      case NO_DATA -> "the query finds no series, or its value is no finite number";
      case TOO_FEW_LOOKS ->
          "%d of %d answers so far%s".formatted(numbers.samples(), Queried.LOOKS, problem());
      case ABOVE_LIMIT,
          BELOW_LIMIT,
          WITHIN_LIMIT,
          UNDECIDED,
          WORSE_THAN_STABLE,
          NOT_MEASURED,
          TOO_FEW_SAMPLES,
          TOO_FEW_STABLE_SAMPLES,
          CACHE_WARMING,
          NOT_SHOWN_WORSE ->
          "the query answers %s, %d of the last %d answers beyond the limit"
              .formatted(plain(numbers.value()), numbers.bad(), numbers.samples());
    };
  }

  private String problem() {
    return verdict.problem().isEmpty() ? "" : " (%s)".formatted(verdict.problem());
  }

  /** As short as it is true to four digits. */
  private static String plain(double value) {
    boolean small = value != 0 && Math.abs(value) < SMALL;
    return small
        ? String.format(Locale.ROOT, "%.3e", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "").replaceAll("[.]$", "");
  }
}
