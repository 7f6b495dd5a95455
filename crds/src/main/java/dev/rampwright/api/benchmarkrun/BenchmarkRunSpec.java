package dev.rampwright.api.benchmarkrun;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to load, how, and what counts as good. Immutable but for {@code podTTLAfterFinished}. */
@ValidationRule(
    value = "self.target == oldSelf.target",
    fieldPath = ".target",
    message = "target is immutable: make a BenchmarkRun with another name")
@ValidationRule(
    value = "self.benchmark == oldSelf.benchmark",
    fieldPath = ".benchmark",
    message = "benchmark is immutable: make a BenchmarkRun with another name")
@ValidationRule(
    value =
        "has(self.execution) == has(oldSelf.execution)"
            + " && (!has(self.execution) || self.execution == oldSelf.execution)",
    message = "execution is immutable: make a BenchmarkRun with another name")
@ValidationRule(
    value = BenchmarkRunSpec.TIMEOUT_RULE,
    message =
        "execution.timeout (1h if not given) must be longer than benchmark.load.warmup and duration"
            + " together: raise the timeout or shorten the load")
public record BenchmarkRunSpec(
    @Pattern(Api.DURATION)
        @Default("24h")
        @JsonPropertyDescription(
            "When the finished Job and its pod are removed; this object stays. Mutable.")
        @Nullable String podTTLAfterFinished,
    @Required @JsonPropertyDescription("Whom to load: exactly one member. Immutable.")
        Target target,
    @Required @JsonPropertyDescription("The load and the criteria. Immutable.") Benchmark benchmark,
    @JsonPropertyDescription("How the Job runs. Immutable.") @Nullable Execution execution) {

  /** The values in force, in the rules' language: defaults reach only objects that are given. */
  private static final String TIMEOUT =
      "(has(self.execution) && has(self.execution.timeout) ? self.execution.timeout : '1h')";

  private static final String WARMUP =
      "(has(self.benchmark.load) && has(self.benchmark.load.warmup)"
          + " ? self.benchmark.load.warmup : '5s')";

  private static final String DURATION =
      "(has(self.benchmark.load) && has(self.benchmark.load.duration)"
          + " ? self.benchmark.load.duration : '60s')";

  /** The text of a wrong form has its own message, and would end this rule with an error. */
  static final String TIMEOUT_RULE =
      "["
          + TIMEOUT
          + ", "
          + WARMUP
          + ", "
          + DURATION
          + "].exists(t, !t.matches('"
          + Api.DURATION
          + "')) || duration("
          + TIMEOUT
          + ") > duration("
          + WARMUP
          + ") + duration("
          + DURATION
          + ")";

  /** Whom to load: one of the two. */
  @ValidationRule(
      value = "has(self.inferenceServiceRef) != has(self.endpoint)",
      message = "give exactly one of target.inferenceServiceRef and target.endpoint")
  public record Target(
      @JsonPropertyDescription("An InferenceService in the same namespace.")
          @Nullable InferenceServiceReference inferenceServiceRef,
      @JsonPropertyDescription(
              "Any OpenAI-compatible URL; only where the operator's chart allows it.")
          @Nullable Endpoint endpoint) {}

  /** A service, and which of its revisions. */
  public record InferenceServiceReference(
      @Required @Size(min = 1, max = 40) @JsonPropertyDescription("The InferenceService's name.")
          String name,
      @Default("Service")
          @JsonPropertyDescription(
              "Service: as clients see it, a running ramp included. Stable or Candidate: that"
                  + " revision alone.")
          @Nullable RevisionChoice revision) {}

  /** Which revision is loaded. */
  public enum RevisionChoice {
    Service,
    Stable,
    Candidate
  }

  /** An API outside this project's services. */
  @ValidationRule(
      value = "!self.url.matches('/v1/?$')",
      fieldPath = ".url",
      message = "leave /v1 out of the URL: it is added to each request")
  public record Endpoint(
      @Required
          @Size(min = 8, max = 1024)
          @ValidationRule(
              value = "self.matches('^https?://[^ /?#@]+(/[^ ?#]*)?$')",
              message =
                  "write an http or https URL without credentials and query, such as https://llm.example.com")
          @JsonPropertyDescription("Base URL without /v1.")
          String url,
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Model to ask for.")
          String model) {}

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
          @Nullable List<Criterion> criteria) {}

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

  /** How the Job runs. */
  public record Execution(
      @Pattern(Api.DURATION)
          @Default("1h")
          @JsonPropertyDescription("The whole run's deadline, waiting for the target included.")
          @Nullable String timeout,
      @JsonPropertyDescription("CPU and memory of the load generator.")
          @Nullable ResourceRequirements resources) {}
}
