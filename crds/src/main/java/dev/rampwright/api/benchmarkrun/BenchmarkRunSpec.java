package dev.rampwright.api.benchmarkrun;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to load, how, and what counts as good. Immutable but for {@code podTTLAfterFinished}. */
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

  /** Whom to load: one of the two. */
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
  public record Endpoint(
      @Required
          @Size(min = 8, max = 1024)
          @Pattern("^https?://[^ /]+[^ ]*$")
          @JsonPropertyDescription("Base URL without /v1.")
          String url,
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Model to ask for.")
          String model) {}

  /** The load and what counts as good. */
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
  public record Load(
      @Pattern("^[0-9]{1,5}(\\.[0-9]{1,3})?/s$")
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
  public record Criterion(
      @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Your name for it.") String name,
      @Required @JsonPropertyDescription("What is bounded.") CriterionMetric metric,
      @Pattern(Api.FRACTION)
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
