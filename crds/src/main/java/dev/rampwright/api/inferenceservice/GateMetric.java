package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One gate. */
@ValidationRule(
    value = "has(self.metric) || has(self.query)",
    message = "write metric, which the sidecars measure, or query, which a Prometheus is asked")
@ValidationRule(
    value = "!has(self.query) || !has(self.metric)",
    fieldPath = ".query",
    message = "a gate has either metric or query: write two gates")
@ValidationRule(
    value = "!has(self.query) || self.query.contains('$selector')",
    fieldPath = ".query",
    message =
        "the query must select the new revision's pods: write $selector among the label matchers,"
            + " as in max(rampwright_sidecar_in_flight{$selector})")
@ValidationRule(
    value = "!has(self.query) || has(self.vsStable) || has(self.max) != has(self.min)",
    message = "a query takes either max or min; for both write two gates")
@ValidationRule(
    value = "!has(self.query) || !has(self.max) || self.max.matches('" + GateMetric.NUMBER + "')",
    fieldPath = ".max",
    message = "max of a query is a number as text, such as \"0.9\"")
@ValidationRule(
    value = "!has(self.query) || !has(self.min) || self.min.matches('" + GateMetric.NUMBER + "')",
    fieldPath = ".min",
    message = "min of a query is a number as text, such as \"0.5\"")
@ValidationRule(
    value = "!has(self.query) || !has(self.vsStable)",
    fieldPath = ".vsStable",
    message =
        "vsStable is for metrics of the sidecars: compare within the query, which may hold $stable"
            + " beside $selector")
@ValidationRule(
    value = "!has(self.interval) || has(self.query)",
    fieldPath = ".interval",
    message = "interval is for a query only: leave it out")
@ValidationRule(
    value =
        "!has(self.interval) || !self.interval.matches('"
            + Api.DURATION
            + "') || (duration(self.interval) >= duration('1s')"
            + " && duration(self.interval) <= duration('1h'))",
    fieldPath = ".interval",
    message = "write an interval from 1s to 1h, such as 30s")
@ValidationRule(
    value = "has(self.max) || has(self.min) || has(self.vsStable)",
    message = "a gate needs a bound: write max, min or vsStable")
@ValidationRule(
    value = "!has(self.max) || !has(self.metric) || self.max.matches('[1-9]')",
    fieldPath = ".max",
    message = "no sample can show a rate of 0: write a small limit, such as \"0.001\"")
@ValidationRule(
    value =
        "!has(self.metric) || self.metric != 'ErrorRate' || !has(self.max) || self.max.matches('"
            + Api.FRACTION
            + "')",
    fieldPath = ".max",
    message = "write a fraction from 0 to 1 as text, such as \"0.01\", as max of ErrorRate")
@ValidationRule(
    value =
        "!has(self.metric) || self.metric == 'ErrorRate' || !has(self.max)"
            + " || self.metric in ['CacheHitRate', 'OutputTokensPerSecond'] || self.max.matches('"
            + Api.DURATION
            + "')",
    fieldPath = ".max",
    message = "max of Ttft, Itl and E2e is a duration, such as 500ms or 2s")
@ValidationRule(
    value =
        "!has(self.metric) || self.metric == 'ErrorRate' || !has(self.max)"
            + " || !(self.metric in ['CacheHitRate', 'OutputTokensPerSecond'])",
    fieldPath = ".max",
    message = "CacheHitRate and OutputTokensPerSecond may not fall: write min instead of max")
@ValidationRule(
    value =
        "!has(self.min) || !has(self.metric)"
            + " || self.metric in ['CacheHitRate', 'OutputTokensPerSecond']",
    fieldPath = ".min",
    message = "min is for CacheHitRate and OutputTokensPerSecond only: write max instead")
@ValidationRule(
    value =
        "!has(self.min) || !has(self.metric) || self.metric != 'CacheHitRate' || (self.min.matches('"
            + Api.FRACTION
            + "') && self.min.matches('[1-9]') && !self.min.startsWith('1'))",
    fieldPath = ".min",
    message = "min of CacheHitRate is a fraction above 0 and below 1 as text, such as \"0.6\"")
@ValidationRule(
    value =
        "!has(self.min) || !has(self.metric) || self.metric != 'OutputTokensPerSecond' || (self.min.matches('"
            + GateMetric.RATE
            + "') && self.min.matches('[1-9]'))",
    fieldPath = ".min",
    message = "min of OutputTokensPerSecond is a number above 0 as text, such as \"20\"")
@ValidationRule(
    value =
        "!has(self.quantile) || (has(self.metric)"
            + " && self.metric in ['Ttft', 'Itl', 'E2e', 'OutputTokensPerSecond'])",
    fieldPath = ".quantile",
    message = "quantile is for Ttft, Itl, E2e and OutputTokensPerSecond only: leave it out")
@ValidationRule(
    value =
        "!has(self.vsStable) || !has(self.vsStable.maxDelta) || !has(self.metric)"
            + " || self.metric == 'ErrorRate'",
    fieldPath = ".vsStable.maxDelta",
    message =
        "maxDelta is for ErrorRate only: Ttft, Itl and E2e take maxRatio, CacheHitRate and"
            + " OutputTokensPerSecond minRatio")
@ValidationRule(
    value =
        "!has(self.vsStable) || !has(self.vsStable.maxRatio) || !has(self.metric)"
            + " || self.metric in ['Ttft', 'Itl', 'E2e']",
    fieldPath = ".vsStable.maxRatio",
    message =
        "maxRatio is for Ttft, Itl and E2e only: ErrorRate takes maxDelta, CacheHitRate and"
            + " OutputTokensPerSecond minRatio")
@ValidationRule(
    value =
        "!has(self.vsStable) || !has(self.vsStable.minRatio) || !has(self.metric)"
            + " || self.metric in ['CacheHitRate', 'OutputTokensPerSecond']",
    fieldPath = ".vsStable.minRatio",
    message =
        "minRatio is for CacheHitRate and OutputTokensPerSecond only: ErrorRate takes maxDelta,"
            + " Ttft, Itl and E2e maxRatio")
public record GateMetric(
    @Required
        @Size(min = 1, max = 63)
        @Pattern(Api.ENTRY_NAME)
        @JsonPropertyDescription("Your name for it; stands in status and events.")
        String name,
    @JsonPropertyDescription(
            "Measured by the sidecars. ErrorRate: failed requests over all requests. Ttft, Itl, E2e: time to the first"
                + " token, between tokens, of the whole answer; requests that the cache answered"
                + " do not count. CacheHitRate: hits over lookups. OutputTokensPerSecond: of one"
                + " stream, the inverse of Itl.")
        @Nullable MetricKind metric,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Upper limit: a fraction from 0 to 1 written as text for ErrorRate (\"0.01\"), a"
                + " duration for Ttft, Itl and E2e, a number for a query.")
        @Nullable String max,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Lower limit as text: a fraction for CacheHitRate, a number for"
                + " OutputTokensPerSecond and for a query.")
        @Nullable String min,
    @Size(max = 16)
        @ValidationRule(
            value = "self.matches('" + GateMetric.QUANTILE + "')",
            message = "write a quantile from \"0.01\" to \"0.999\" as text, such as \"0.95\"")
        @JsonPropertyDescription(
            "Which quantile is bounded, as text. If not given: 0.95 for Ttft, Itl and E2e, 0.5"
                + " for OutputTokensPerSecond.")
        @Nullable String quantile,
    @JsonPropertyDescription(
            "How much worse than the stable revision it may be. This can only stop a ramp: it"
                + " passes while nothing worse is shown.")
        @Nullable VsStable vsStable,
    @Default("false")
        @JsonPropertyDescription("Shown in status only: neither fails nor delays the ramp.")
        @Nullable Boolean dryRun,
    @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
            "Instead of metric: PromQL that gives one number. gates.providerName is asked."
                + " $selector stands for the label matchers of the new revision's pods, $stable for"
                + " those of the stable revision's; a query with $stable is not asked at weight"
                + " 100.")
        @Nullable String query,
    @Pattern(Api.DURATION)
        @JsonPropertyDescription(
            "How often the query is asked, 1s to 1h; 30s if not given. Three answers in a row"
                + " decide.")
        @Nullable String interval) {
  static final String QUANTILE = "^0[.](0[1-9]|[1-9][0-9]?)[0-9]?$";
  static final String NUMBER = "^-?[0-9]{1,15}([.][0-9]{1,9})?$";
  static final String RATE = "^[0-9]{1,9}([.][0-9]{1,6})?$";

  /** As the first release knew it. */
  public GateMetric(String name, MetricKind metric, @Nullable String max) {
    this(name, metric, max, null, null, null, null, null, null);
  }

  /** A bound relative to the stable revision's requests of the same step. */
  @ValidationRule(
      value = "[has(self.maxDelta), has(self.maxRatio), has(self.minRatio)].exists_one(b, b)",
      message = "write exactly one of maxDelta, maxRatio and minRatio under vsStable")
  public record VsStable(
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('" + Api.FRACTION + "') && !self.startsWith('1')",
              message =
                  "write a fraction from 0 to below 1 as text, such as \"0.005\", as maxDelta")
          @JsonPropertyDescription(
              "For ErrorRate: how much above stable's rate it may be, a fraction as text.")
          @Nullable String maxDelta,
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('^[1-9][0-9]?([.][0-9]{1,6})?$')",
              message = "write a ratio from 1 to below 100 as text, such as \"1.25\", as maxRatio")
          @JsonPropertyDescription(
              "For Ttft, Itl and E2e: how many times stable's quantile it may take, as text.")
          @Nullable String maxRatio,
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('" + Api.FRACTION + "') && self.matches('[1-9]')",
              message = "write a ratio above 0 and at most 1 as text, such as \"0.8\", as minRatio")
          @JsonPropertyDescription(
              "For CacheHitRate and OutputTokensPerSecond: which share of stable's it must reach,"
                  + " as text.")
          @Nullable String minRatio) {}

  /** What a gate judges. */
  public enum MetricKind {
    ErrorRate,
    Ttft,
    Itl,
    E2e,
    CacheHitRate,
    OutputTokensPerSecond
  }
}
