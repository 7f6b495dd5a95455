package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.ramp.Gate;
import dev.rampwright.operator.ramp.GateVerdict;
import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A gate's verdict as status shows it: numbers as text. */
record VerdictView(GateVerdict verdict) {

  static InferenceServiceStatus.GateVerdict of(GateVerdict verdict, @Nullable Integer step) {
    return new VerdictView(verdict).shown(step);
  }

  private InferenceServiceStatus.GateVerdict shown(@Nullable Integer step) {
    Numbers it = verdict.numbers();
    return new InferenceServiceStatus.GateVerdict(
        verdict.gate().name(),
        camel(verdict.verdict().name()),
        it.samples() == 0 ? null : number(it.value()),
        number(it.limit()),
        it.samples(),
        it.bad(),
        number(it.lower()),
        number(it.upper()),
        camel(verdict.reason().name()),
        step,
        verdict.confidence() == 0 ? null : number(verdict.confidence()),
        unit(),
        it.stable().isPresent() ? number(it.stable().getAsDouble()) : null,
        verdict.gate().dryRun() ? true : null,
        verdict.message());
  }

  private @Nullable String unit() {
    return switch (verdict.gate().unit()) {
      case FRACTION -> "fraction";
      case MILLISECONDS -> "ms";
      case TOKENS_PER_SECOND -> "tokens/s";
      case NUMBER -> null;
    };
  }

  private @Nullable String number(double value) {
    if (Double.isInfinite(value)) {
      return null;
    }
    return verdict.gate().unit() == Gate.Unit.NUMBER
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.4f", value);
  }

  /** {@code WITHIN_LIMIT} as Kubernetes writes it: {@code WithinLimit}. */
  private static String camel(String constant) {
    StringBuilder camel = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return camel.toString();
  }
}
