package dev.rampwright.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark pod shall do, rendered by the operator and mounted as {@code spec.json}.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param run the BenchmarkRun's {@code namespace/name}
 * @param target whom to load
 * @param workload what each request asks
 * @param load when requests are sent
 * @param criteria what makes the verdict; empty: the verdict depends on errors alone
 * @param timeoutMillis the whole run's deadline
 */
public record BenchSpec(
    int formatVersion,
    String run,
    Target target,
    Workload workload,
    Load load,
    List<Criterion> criteria,
    long timeoutMillis) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  public BenchSpec {
    criteria = List.copyOf(criteria);
  }

  /**
   * Whom to load.
   *
   * @param url base URL of an OpenAI-compatible API, without {@code /v1}
   * @param model the name to ask for
   * @param apiKeyFile path of a file that holds the API key which each request carries; absent:
   *     none does
   * @param certificateFile path of a file, PEM, whose first certificate the target must show: it is
   *     then believed whoever issued it, and whatever name it has; absent: what Java believes. The
   *     file may change
   */
  public record Target(
      String url, String model, @Nullable String apiKeyFile, @Nullable String certificateFile) {
    /** One that asks for no key, and is known by no certificate. */
    public Target(String url, String model) {
      this(url, model, null, null);
    }

    /** The same, asked with the key in that file. */
    public Target withKey(String file) {
      return new Target(url, model, file, certificateFile);
    }

    /** The same, known by the certificate in that file. */
    public Target showing(String file) {
      return new Target(url, model, apiKeyFile, file);
    }
  }

  /**
   * What each request asks.
   *
   * @param inputTokens approximate length of each prompt, in tokens
   * @param outputTokens {@code max_tokens} of each request
   * @param stream whether answers are streamed; TTFT and TPOT exist only then
   */
  public record Workload(int inputTokens, int outputTokens, boolean stream) {}

  /**
   * Open loop: a request is sent at its intended time whatever became of the earlier ones.
   *
   * @param requestRatePerSecond mean arrival rate
   * @param arrival spacing of the arrivals
   * @param warmupMillis requests intended in this first stretch are sent but not measured
   * @param durationMillis the measured stretch after it
   * @param seed of arrivals and prompts: the same seed gives the same requests at the same times
   */
  public record Load(
      double requestRatePerSecond,
      Arrival arrival,
      long warmupMillis,
      long durationMillis,
      long seed) {}

  /** Spacing of open-loop arrivals. */
  public enum Arrival {
    CONSTANT,
    POISSON
  }

  /**
   * One bound. Pass: at most (or, for a throughput, at least) the limit.
   *
   * @param name the user's name for it
   * @param metric what is bounded
   * @param quantile 0 to 1, for latencies; absent: the mean
   * @param limit in the metric's unit
   */
  public record Criterion(String name, Metric metric, @Nullable Double quantile, double limit) {}

  /** What is measured, with its unit. Latencies run from the request's intended send time. */
  public enum Metric {
    /** To the first chunk with content. Seconds. */
    TTFT("s", true),
    /**
     * {@code (last - first) / (n - 1)} over a stream's content chunks, n the answer's tokens.
     * Seconds.
     */
    TPOT("s", true),
    /** To the last content chunk. Seconds. */
    E2E("s", true),
    /** Failed requests over all requests. Fraction. */
    ERROR_RATE("1", true),
    /** Output tokens per second of the measured stretch. */
    OUTPUT_TOKENS_PER_SECOND("tokens/s", false),
    /** Answered requests per second of the measured stretch. */
    REQUESTS_PER_SECOND("requests/s", false);

    private final String unit;
    private final boolean lowerIsBetter;

    Metric(String unit, boolean lowerIsBetter) {
      this.unit = unit;
      this.lowerIsBetter = lowerIsBetter;
    }

    public String unit() {
      return unit;
    }

    public boolean lowerIsBetter() {
      return lowerIsBetter;
    }
  }
}
