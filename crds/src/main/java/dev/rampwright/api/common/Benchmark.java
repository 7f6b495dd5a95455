package dev.rampwright.api.common;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The load and what counts as good. */
@ValidationRule(
    value =
        "!has(self.criteria) || !has(self.workload) || !has(self.workload.stream)"
            + " || self.workload.stream"
            + " || !self.criteria.exists(c, c.metric == 'Ttft' || c.metric == 'Tpot')",
    fieldPath = ".criteria",
    message =
        "Ttft and Tpot exist only in streamed answers: set workload.stream: true, or bound E2e"
            + " instead")
public record Benchmark(
    @JsonPropertyDescription("What each request asks.") @Nullable Workload workload,
    @JsonPropertyDescription("When requests are sent.") @Nullable Load load,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Bounds on the results. Without them the verdict depends on errors alone.")
        @Nullable List<Criterion> criteria) {

  /** What each request asks. */
  public record Workload(
      @Min(1)
          @Max(1_000_000)
          @Default("64")
          @JsonPropertyDescription("Approximate prompt length in tokens.")
          @Nullable Integer inputTokens,
      @Min(1)
          @Max(100_000)
          @Default("16")
          @JsonPropertyDescription("Tokens to generate per request.")
          @Nullable Integer outputTokens,
      @Default("true") @JsonPropertyDescription("Stream the answers. TTFT and TPOT need it.")
          @Nullable Boolean stream) {}

  /** Open loop: requests leave at their intended times whatever became of earlier ones. */
  @ValidationRule(
      value = "!has(self.requestRate) || self.requestRate.matches('[1-9]')",
      fieldPath = ".requestRate",
      message = "a rate of 0 sends nothing: write a higher one, such as 0.5/s")
  @ValidationRule(
      value = "!has(self.duration) || self.duration.matches('[1-9]')",
      fieldPath = ".duration",
      message = "0s measures nothing: write a longer time, such as 60s")
  public record Load(
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('^[0-9]{1,5}([.][0-9]{1,3})?/s$')",
              message = "write requests a second, such as 5/s or 0.5/s")
          @Default("1/s")
          @JsonPropertyDescription("Mean arrival rate, such as 5/s or 0.5/s.")
          @Nullable String requestRate,
      @Default("Poisson") @JsonPropertyDescription("Spacing of the arrivals.")
          @Nullable Arrival arrival,
      @Pattern(Api.DURATION) @Default("60s") @JsonPropertyDescription("The measured stretch.")
          @Nullable String duration,
      @Pattern(Api.DURATION)
          @Default("5s")
          @JsonPropertyDescription("Sent before it and not measured.")
          @Nullable String warmup,
      @Min(0)
          @Default("42")
          @JsonPropertyDescription("The same seed gives the same requests at the same times.")
          @Nullable Long seed) {}

  /** Spacing of arrivals. */
  public enum Arrival {
    Constant,
    Poisson
  }

  /** One bound. */
  @ValidationRule(
      value = "!has(self.quantile) || self.metric in ['Ttft', 'Tpot', 'E2e']",
      fieldPath = ".quantile",
      message = "quantile is for Ttft, Tpot and E2e only: leave it out")
  @ValidationRule(
      value =
          "!(self.metric in ['Ttft', 'Tpot', 'E2e']) || self.target.matches('"
              + Api.DURATION
              + "')",
      fieldPath = ".target",
      message = "the target of Ttft, Tpot and E2e is a duration, such as 500ms or 2s")
  @ValidationRule(
      value = "self.metric != 'ErrorRate' || self.target.matches('" + Api.FRACTION + "')",
      fieldPath = ".target",
      message = "the target of ErrorRate is a fraction from 0 to 1 as text, such as \"0.01\"")
  @ValidationRule(
      value =
          "!(self.metric in ['OutputTokensPerSecond', 'RequestsPerSecond'])"
              + " || self.target.matches('^[0-9]{1,9}([.][0-9]{1,6})?$')",
      fieldPath = ".target",
      message =
          "the target of OutputTokensPerSecond and RequestsPerSecond is a number as text, such as"
              + " \"40\" or \"2.5\"")
  public record Criterion(
      @Required
          @Size(min = 1, max = 63)
          @Pattern(Api.ENTRY_NAME)
          @JsonPropertyDescription("Your name for it; stands in status.")
          String name,
      @Required @JsonPropertyDescription("What is bounded.") CriterionMetric metric,
      @Size(max = 16)
          @ValidationRule(
              value = "self in ['0.5', '0.9', '0.95', '0.99']",
              message =
                  "write \"0.5\", \"0.9\", \"0.95\" or \"0.99\", or leave it out for the mean")
          @JsonPropertyDescription(
              "For Ttft, Tpot and E2e: 0.5, 0.9, 0.95 or 0.99, written as text; the mean if not"
                  + " given.")
          @Nullable String quantile,
      @Required
          @Size(min = 1, max = 32)
          @JsonPropertyDescription(
              "Upper limit: a duration for Ttft, Tpot and E2e, a fraction for ErrorRate. Lower"
                  + " limit, a number, for OutputTokensPerSecond and RequestsPerSecond.")
          String target) {}

  /** What a criterion bounds. */
  public enum CriterionMetric {
    Ttft,
    Tpot,
    E2e,
    ErrorRate,
    OutputTokensPerSecond,
    RequestsPerSecond
  }
}
