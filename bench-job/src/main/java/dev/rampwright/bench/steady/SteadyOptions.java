package dev.rampwright.bench.steady;

import dev.rampwright.bench.spec.UrlRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the steady client is asked to do.
 *
 * @param url base URL of the API, without {@code /v1}
 * @param rate requests per second
 * @param duration how long requests are sent
 * @param seed of the prompts; absent: another one for each run
 * @param progress between lines of progress
 */
record SteadyOptions(
    String url,
    String model,
    double rate,
    Duration duration,
    boolean stream,
    int maxTokens,
    int promptTokens,
    @Nullable Long seed,
    Duration progress) {
  static final String USAGE =
      "SteadyClient --url=http://HOST[:PORT] --model=NAME [--rate=5] [--duration=60 (seconds)]"
          + " [--stream=true] [--max-tokens=8] [--prompt-tokens=16] [--seed=N] [--progress=10]";

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "model",
          "rate",
          "duration",
          "stream",
          "max-tokens",
          "prompt-tokens",
          "seed",
          "progress");

  /**
   * Parses {@code --name=value} or {@code --name value}; a lone {@code --stream} means true.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static SteadyOptions parse(String... arguments) {
    Map<String, String> values = values(arguments);
    for (String required : new String[] {"url", "model"}) {
      if (values.getOrDefault(required, "").isBlank()) {
        throw new IllegalArgumentException("--" + required + " is missing; " + USAGE);
      }
    }
    SteadyOptions options = of(values);
    List<String> violations = UrlRules.violations(options.url());
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(violations.getFirst());
    }
    if (options.rate() <= 0 || !options.duration().isPositive()) {
      throw new IllegalArgumentException("--rate must be above 0, and --duration too");
    }
    return options;
  }

  private static SteadyOptions of(Map<String, String> values) {
    String seed = values.get("seed");
    return new SteadyOptions(
        values.getOrDefault("url", ""),
        values.getOrDefault("model", ""),
        number(values, "rate", 5),
        seconds(values, "duration", 60),
        Boolean.parseBoolean(values.getOrDefault("stream", "true")),
        (int) number(values, "max-tokens", 8),
        (int) number(values, "prompt-tokens", 16),
        seed == null ? null : (Long) (long) number(values, "seed", 0),
        seconds(values, "progress", 10));
  }

  private static Map<String, String> values(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String name = argument.substring(0, equals < 0 ? argument.length() : equals);
      if (!name.startsWith("--") || !KNOWN.contains(name.substring(2))) {
        throw new IllegalArgumentException("unknown argument " + argument + "; " + USAGE);
      }
      String value = "true";
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        value = arguments[++i];
      }
      values.put(name.substring(2), value);
    }
    return values;
  }

  private static Duration seconds(Map<String, String> values, String name, double otherwise) {
    String value = values.get(name);
    if (value != null && value.endsWith("s")) {
      values.put(name, value.substring(0, value.length() - 1));
    }
    return Duration.ofMillis(Math.round(number(values, name, otherwise) * 1000));
  }

  private static double number(Map<String, String> values, String name, double otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " takes a number, found " + value, e);
    }
  }
}
