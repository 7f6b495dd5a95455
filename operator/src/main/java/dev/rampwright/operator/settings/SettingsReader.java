package dev.rampwright.operator.settings;

import dev.rampwright.operator.settings.OperatorSettings.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@link OperatorSettings} from environment variables and collects every mistake, so that one
 * message names them all.
 */
public final class SettingsReader {
  /** Namespace of the operator's own pod. */
  public static final String NAMESPACE = "POD_NAMESPACE";

  /** Comma-separated namespaces to serve; empty or absent: all. */
  public static final String WATCH_NAMESPACES = "RAMPWRIGHT_WATCH_NAMESPACES";

  /** Version of this release. */
  public static final String RELEASE = "RAMPWRIGHT_RELEASE";

  /** {@code true} lets a BenchmarkRun name a URL; absent: {@code false}. */
  public static final String URL_TARGETS = "RAMPWRIGHT_URL_TARGETS";

  /** Pull policy of the project's images; absent: {@code IfNotPresent}. */
  public static final String PULL_POLICY = "RAMPWRIGHT_IMAGE_PULL_POLICY";

  /** JSON list of servers that gates may query; absent: none. */
  public static final String PROMETHEUS = "RAMPWRIGHT_PROMETHEUS";

  static final String SIDECAR = "RAMPWRIGHT_IMAGE_SIDECAR";
  static final String LLAMA_CPP = "RAMPWRIGHT_IMAGE_LLAMA_CPP";
  static final String VALKEY = "RAMPWRIGHT_IMAGE_VALKEY";
  static final String BENCH_JOB = "RAMPWRIGHT_IMAGE_BENCH_JOB";

  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");

  private final Map<String, String> environment;
  private final List<String> missing = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  private SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads all settings.
   *
   * @throws InvalidSettingsException if any is missing or wrong
   */
  public static OperatorSettings read(Map<String, String> environment) {
    return new SettingsReader(environment).read();
  }

  private OperatorSettings read() {
    OperatorSettings settings =
        new OperatorSettings(
            required(NAMESPACE),
            namespaces(optional(WATCH_NAMESPACES, "")),
            new Images(
                required(RELEASE),
                required(SIDECAR),
                required(LLAMA_CPP),
                required(VALKEY),
                required(BENCH_JOB),
                oneOf(PULL_POLICY, "IfNotPresent", PULL_POLICIES)),
            Boolean.parseBoolean(oneOf(URL_TARGETS, "false", Set.of("true", "false"))),
            new PrometheusReader(wrong).read(optional(PROMETHEUS, "")));
    if (!missing.isEmpty() || !wrong.isEmpty()) {
      throw new InvalidSettingsException(explanation());
    }
    return settings;
  }

  private String explanation() {
    List<String> sentences = new ArrayList<>();
    if (!missing.isEmpty()) {
      sentences.add("set the environment variables " + String.join(", ", missing));
    }
    sentences.addAll(wrong);
    return "the operator cannot start: " + String.join("; ", sentences) + " (the chart sets them)";
  }

  private String required(String name) {
    String value = optional(name, "");
    if (value.isEmpty()) {
      missing.add(name);
    }
    return value;
  }

  private String optional(String name, String otherwise) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private String oneOf(String name, String otherwise, Set<String> allowed) {
    String value = optional(name, otherwise);
    if (!allowed.contains(value)) {
      wrong.add(
          "%s is '%s' but must be one of %s"
              .formatted(name, value, allowed.stream().sorted().collect(Collectors.joining(", "))));
    }
    return value;
  }

  private static Set<String> namespaces(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
