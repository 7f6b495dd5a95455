package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import java.util.Locale;

/** Says a verdict as one sentence for a person. */
record GateWords(GateVerdict verdict) {

  String sentence() {
    if (verdict.gate() instanceof QueryGate query) {
      return new QueryWords(query, verdict, numbers()).sentence();
    }
    if (verdict.reason() == Reason.NOT_MEASURED) {
      return "gate %s: not measured, for the sidecars are of an older release"
          .formatted(verdict.gate().name());
    }
    return "gate %s: %s%s, limit %s, bounds %s to %s%s"
        .formatted(
            verdict.gate().name(),
            seen(),
            stable(),
            amount(numbers().limit()),
            amount(numbers().lower()),
            amount(numbers().upper()),
            remark());
  }

  private String seen() {
    Numbers it = numbers();
    return switch (verdict.gate()) {
      case Gate.ErrorRate _ ->
          "%d of %d requests failed (%s)".formatted(it.bad(), it.samples(), amount(it.value()));
      case Gate.CacheHitRate _ ->
          "%d of %d lookups hit (%s)"
              .formatted(it.samples() - it.bad(), it.samples(), amount(it.value()));
      case Gate.Latency gate ->
          "%s p%s of %d %s is %s"
              .formatted(
                  gate.span(),
                  percent(gate.quantile()),
                  it.samples(),
                  gate.span() == Gate.Span.E2E ? "requests" : "streams",
                  amount(it.value()));
      case Gate.OutputTokensPerSecond gate ->
          "p%s of %d streams' speed is %s"
              .formatted(percent(gate.quantile()), it.samples(), amount(it.value()));
      case QueryGate _ -> amount(it.value());
    };
  }

  private String stable() {
    return numbers().stable().isPresent()
        ? " against %s of stable".formatted(amount(numbers().stable().getAsDouble()))
        : "";
  }

  private String remark() {
    return switch (verdict.reason()) {
      case CACHE_WARMING -> "; the hit rate still rises";
      case TOO_FEW_STABLE_SAMPLES -> "; too few samples of stable";
      case NOTHING_TO_COMPARE -> "; stable takes no traffic to compare with";
      case NOT_SHOWN_WORSE -> "; not shown to be worse than stable";
      case ABOVE_LIMIT,
          BELOW_LIMIT,
          WORSE_THAN_STABLE,
          NOT_MEASURED,
          TOO_FEW_SAMPLES,
          TOO_FEW_LOOKS,
          NO_DATA,
          SOURCE_FAILING,
          UNDECIDED,
          WITHIN_LIMIT ->
          "";
    };
  }

  private String amount(double value) {
    if (Double.isInfinite(value)) {
      return "unknown";
    }
    return switch (verdict.gate().unit()) {
      case FRACTION -> String.format(Locale.ROOT, "%.2f%%", 100 * value);
      case MILLISECONDS -> String.format(Locale.ROOT, value < 100 ? "%.1f ms" : "%.0f ms", value);
      case NUMBER -> String.valueOf(value);
      case TOKENS_PER_SECOND -> String.format(Locale.ROOT, "%.1f tokens/s", value);
    };
  }

  private static String percent(double quantile) {
    return String.format(Locale.ROOT, "%.1f", 100 * quantile).replace(".0", "");
  }

  private Numbers numbers() {
    return verdict.numbers();
  }
}
