package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.common.Benchmark;
import dev.rampwright.api.common.SecretKeyRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a new revision takes over the traffic. */
@ValidationRule(
    value =
        "!has(self.steps) || (self.steps.map(s, s.weight).isSorted()"
            + " && self.steps.all(s, self.steps.exists_one(t, t.weight == s.weight))"
            + " && self.steps[self.steps.size() - 1].weight == 100)",
    fieldPath = ".steps",
    message = "write rising weights that end with 100, such as 10, 50, 100")
@ValidationRule(
    value = "!has(self.startupDeadline) || self.startupDeadline.matches('[1-9]')",
    fieldPath = ".startupDeadline",
    message = "a revision needs time to load: write a startupDeadline above 0s, such as 30m")
public record RolloutSpec(
    @Default("false")
        @JsonPropertyDescription(
            "Live, for a running ramp, too: true freezes the weights. Gates that fail still roll"
                + " back.")
        @Nullable Boolean paused,
    @Pattern(Api.DURATION)
        @Default("30m")
        @JsonPropertyDescription(
            "A revision must be Ready (model loaded) by then, or the attempt ends.")
        @Nullable String startupDeadline,
    @Size(min = 1, max = 20)
        @JsonPropertyDescription(
            "Rising shares of the traffic, the last one 100. If not given: 10% for 5m, 50% for 10m,"
                + " 100% for 10m.")
        @Nullable List<Step> steps,
    @JsonPropertyDescription(
            "What the new revision must show before it gets any traffic. If not given, being Ready is"
                + " enough.")
        @Nullable PreTraffic preTraffic,
    @JsonPropertyDescription(
            "What must hold at every step. If not given: error rate at most 0.01 over 300 requests,"
                + " and not shown to be more than 0.005 above the stable revision's.")
        @Nullable Gates gates,
    @Pattern(Api.DURATION)
        @Default("60s")
        @JsonPropertyDescription(
            "How long the old revision's pods stay after the new one has taken over.")
        @Nullable String scaleDownDelay,
    @Min(1)
        @Max(20)
        @Default("3")
        @JsonPropertyDescription("How many retired revisions' records are kept.")
        @Nullable Integer revisionHistoryLimit,
    @JsonPropertyDescription("Whose requests the new revision gets. If not given: split Exact.")
        @Nullable RolloutTraffic traffic,
    @JsonPropertyDescription(
            "How many pods a ramp may use. If not given: Surge with maxSurge 100%.")
        @Nullable RolloutCapacity capacity) {

  private static final String PRE_TRAFFIC_TIMEOUT = "(has(self.timeout) ? self.timeout : '20m')";

  private static final String PRE_TRAFFIC_WARMUP =
      "(has(self.benchmark.load) && has(self.benchmark.load.warmup)"
          + " ? self.benchmark.load.warmup : '5s')";

  private static final String PRE_TRAFFIC_DURATION =
      "(has(self.benchmark.load) && has(self.benchmark.load.duration)"
          + " ? self.benchmark.load.duration : '60s')";

  /** As {@code execution.timeout} of a BenchmarkRun, which is made of it. */
  static final String PRE_TRAFFIC_TIMEOUT_RULE =
      "["
          + PRE_TRAFFIC_TIMEOUT
          + ", "
          + PRE_TRAFFIC_WARMUP
          + ", "
          + PRE_TRAFFIC_DURATION
          + "].exists(t, !t.matches('"
          + Api.DURATION
          + "')) || duration("
          + PRE_TRAFFIC_TIMEOUT
          + ") > duration("
          + PRE_TRAFFIC_WARMUP
          + ") + duration("
          + PRE_TRAFFIC_DURATION
          + ")";

  /** One stage of the ramp. */
  @ValidationRule(
      value =
          "!has(self.hold) || !has(self.maxHold) || !self.hold.matches('"
              + Api.DURATION
              + "')"
              + " || !self.maxHold.matches('"
              + Api.DURATION
              + "')"
              + " || duration(self.hold) <= duration(self.maxHold)",
      fieldPath = ".maxHold",
      message = "maxHold must be at least hold: raise maxHold (24h if not given) or shorten hold")
  public record Step(
      @Required @Min(1) @Max(100) @JsonPropertyDescription("The new revision's share, in percent.")
          Integer weight,
      @Pattern(Api.DURATION) @Default("5m") @JsonPropertyDescription("Shortest stay at this step.")
          @Nullable String hold,
      @Pattern(Api.DURATION)
          @Default("24h")
          @JsonPropertyDescription(
              "Longest stay while the gates are undecided; then gates.onHoldExceeded applies.")
          @Nullable String maxHold) {}

  /** A benchmark of the new revision alone, while clients' requests go to the stable one. */
  @ValidationRule(
      value = PRE_TRAFFIC_TIMEOUT_RULE,
      fieldPath = ".timeout",
      message =
          "preTraffic.timeout (20m if not given) must be longer than benchmark.load.warmup and"
              + " duration together: raise the timeout or shorten the load")
  public record PreTraffic(
      @Pattern(Api.DURATION)
          @Default("20m")
          @JsonPropertyDescription(
              "The benchmark must have passed by then, counted from the moment that every pod is"
                  + " Ready; else the revision is rolled back.")
          @Nullable String timeout,
      @Required
          @JsonPropertyDescription(
              "The load and the criteria, as in a BenchmarkRun. Only a passed run lets traffic"
                  + " through.")
          Benchmark benchmark,
      @JsonPropertyDescription(
              "The API key that its requests carry, as in a BenchmarkRun's target; required where"
                  + " serving.auth asks clients for one.")
          @Nullable SecretKeyRef apiKeySecretKeyRef) {}

  /** What follows when a step was not passed within its maxHold. */
  public enum OnHoldExceeded {
    Rollback,
    Pause
  }

  /**
   * What is judged, and on how much evidence. The list is replaced as a whole and not merged by
   * name: a server-side apply that empties a merged list leaves it out, and absent means the
   * default gate where empty means none.
   */
  @ValidationRule(
      value =
          "!has(self.metrics) || self.metrics.all(m, self.metrics.exists_one(n, n.name == m.name))",
      fieldPath = ".metrics",
      message = "give each gate a name of its own")
  @ValidationRule(
      value =
          "has(self.providerName) || !has(self.metrics)"
              + " || !self.metrics.exists(m, has(m.query))",
      fieldPath = ".providerName",
      message =
          "a query needs to know whom to ask: write providerName, the name of a Prometheus in the"
              + " operator's chart")
  @ValidationRule(
      value =
          "!has(self.providerName) || (has(self.metrics)"
              + " && self.metrics.exists(m, has(m.query)))",
      fieldPath = ".providerName",
      message = "providerName is for queries only: leave it out, or write a gate with a query")
  public record Gates(
      @JsonPropertyDescription("How much evidence a verdict needs, and since when it counts.")
          @Nullable Sample sample,
      @Min(1)
          @Max(100)
          @Default("1")
          @JsonPropertyDescription("The n-th failed verdict rolls back.")
          @Nullable Integer failureLimit,
      @Default("Rollback")
          @JsonPropertyDescription(
              "What follows when a step was not passed within its maxHold. Pause: its share stays"
                  + " until a promote or resume command.")
          @Nullable OnHoldExceeded onHoldExceeded,
      @Size(max = 16)
          @JsonPropertyDescription("The gates. An empty list removes them: only the holds count.")
          @Nullable List<GateMetric> metrics,
      @Min(1)
          @Max(100)
          @Default("1")
          @JsonPropertyDescription(
              "How many times in a row all gates must pass, each time with more requests than"
                  + " before and at least 5s later.")
          @Nullable Integer consecutivePasses,
      @Default("Hold")
          @JsonPropertyDescription(
              "What happens when the hold is over and a gate is undecided. Hold: wait, until"
                  + " maxHold. Rollback: roll back. Promote: go on, with a Warning event.")
          @Nullable OnInconclusive onInconclusive,
      @Size(min = 1, max = 63)
          @Pattern(Api.ENTRY_NAME)
          @JsonPropertyDescription(
              "Whom the queries are asked: the name of a Prometheus in the operator's chart, where"
                  + " its address and credentials are.")
          @Nullable String providerName,
      @Min(1)
          @Max(100)
          @Default("4")
          @JsonPropertyDescription(
              "A query that was not answered so many times in a row holds the step, whatever"
                  + " onInconclusive and onHoldExceeded say; until then its last answers stand.")
          @Nullable Integer errorLimit) {

    /** As the first release knew it. */
    public Gates(
        @Nullable Sample sample,
        @Nullable Integer failureLimit,
        @Nullable List<GateMetric> metrics) {
      this(sample, failureLimit, null, metrics, null, null, null, null);
    }
  }

  /** What an undecided gate leads to. */
  public enum OnInconclusive {
    Hold,
    Rollback,
    Promote
  }

  /** How much evidence, and since when. */
  @ValidationRule(
      value = "!has(self.scope) || self.scope != 'Window' || has(self.window)",
      fieldPath = ".window",
      message = "scope Window needs to know its length: write window, such as 5m")
  @ValidationRule(
      value = "!has(self.window) || (has(self.scope) && self.scope == 'Window')",
      fieldPath = ".window",
      message = "window is for scope Window only: leave it out, or write scope: Window")
  @ValidationRule(
      value =
          "!has(self.window) || !self.window.matches('"
              + Api.DURATION
              + "') || (duration(self.window) >= duration('10s')"
              + " && duration(self.window) <= duration('24h'))",
      fieldPath = ".window",
      message = "write a window from 10s to 24h, such as 5m")
  public record Sample(
      @Min(1)
          @Max(1_000_000)
          @Default("300")
          @JsonPropertyDescription(
              "Requests of the new revision in scope that a passing verdict needs. n clean requests"
                  + " bound an error rate below about 3/n.")
          @Nullable Integer minRequests,
      @Default("Step")
          @JsonPropertyDescription(
              "Step: all requests since the step began. Window: those of the last window only;"
                  + " verdicts are then weaker evidence.")
          @Nullable SampleScope scope,
      @Pattern(Api.DURATION) @JsonPropertyDescription("For scope Window: its length, 10s to 24h.")
          @Nullable String window) {

    /** As the first release knew it. */
    public Sample(@Nullable Integer minRequests) {
      this(minRequests, null, null);
    }
  }

  /** Since when requests count. */
  public enum SampleScope {
    Step,
    Window
  }
}
