package dev.rampwright.api.benchmarkrun;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.common.Benchmark;
import dev.rampwright.api.common.SecretKeyRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
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
          @Nullable Endpoint endpoint,
      @JsonPropertyDescription(
              "The API key that each request carries, as Authorization: Bearer; without it none"
                  + " does.")
          @Nullable SecretKeyRef apiKeySecretKeyRef) {}

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

  /** How the Job runs. */
  public record Execution(
      @Pattern(Api.DURATION)
          @Default("1h")
          @JsonPropertyDescription("The whole run's deadline, waiting for the target included.")
          @Nullable String timeout,
      @JsonPropertyDescription("CPU and memory of the load generator.")
          @Nullable ResourceRequirements resources) {}
}
