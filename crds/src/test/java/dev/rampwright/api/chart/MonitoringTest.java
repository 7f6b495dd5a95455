package dev.rampwright.api.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics that exist, and their labels with them. */
class MonitoringTest {
  private static final RenderedChart CHART = RenderedChart.of("monitoring");
  private static final Path METRICS = Path.of("../docs/metrics.md");

  /** Of the page: name, type, further labels. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(rampwright_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);

  /** All queries here write the braces, even where there is nothing in them. */
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");

  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern WORD = Pattern.compile("\\b(rampwright|process|jvm)_\\w+");
  private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  /** What the sidecar says of itself, and what every scraper adds. */
  private static final Set<String> EVERYWHERE =
      Set.of("namespace", "service", "revision", "pod", "le");

  /** Beside the page's: of the JVM's own, which the library exports. */
  private static final Map<String, String> OTHERS = Map.of("process_resident_memory_bytes", "");

  @Test
  void everyMetricIsOnThePage() throws IOException {
    Map<String, String> known = known();
    assertThat(queries())
        .isNotEmpty()
        .allSatisfy(
            query -> {
              Set<String> asked =
                  SELECTOR.matcher(query).results().map(it -> metric(it.group(1))).collect(set());
              assertThat(asked).isNotEmpty().isSubsetOf(known.keySet());
              assertThat(WORD.matcher(query).results().map(it -> metric(it.group())))
                  .as("each with its braces: " + query)
                  .allMatch(asked::contains);
            });
  }

  @Test
  void everyLabelIsOneOfItsMetric() throws IOException {
    Map<String, String> known = known();
    assertThat(queries())
        .allSatisfy(
            query ->
                SELECTOR
                    .matcher(query)
                    .results()
                    .forEach(
                        selector -> {
                          String own = known.getOrDefault(metric(selector.group(1)), "");
                          assertThat(LABEL.matcher(selector.group(2)).results())
                              .as(selector.group())
                              .allMatch(
                                  label ->
                                      EVERYWHERE.contains(label.group(1))
                                          || own.contains("`" + label.group(1) + "`"));
                        }));
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() {
    assertThat(alerts())
        .hasSize(6)
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(alert.at("/annotations/summary").asText()).contains("$labels.namespace");
              assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            });
  }

  @Test
  void neitherIsThereUnlessAskedFor() {
    RenderedChart plain = RenderedChart.of("default");
    assertThat(plain.ofKind("PrometheusRule")).isEmpty();
    assertThat(plain.ofKind("ConfigMap")).isEmpty();
  }

  private static Map<String, String> known() throws IOException {
    Map<String, String> known =
        ROW.matcher(Files.readString(METRICS))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(3)));
    assertThat(known).isNotEmpty();
    known.putAll(OTHERS);
    return known;
  }

  private static String metric(String series) {
    return PART_OF_HISTOGRAM.matcher(series).replaceFirst("");
  }

  private static Collector<String, ?, Set<String>> set() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static Stream<String> queries() throws IOException {
    JsonNode dashboard =
        new JsonMapper()
            .readTree(
                CHART
                    .ofKind("ConfigMap")
                    .findFirst()
                    .orElseThrow()
                    .at("/data/rampwright.json")
                    .asText());
    return Stream.of(
            alerts().map(alert -> alert.path("expr").asText()),
            dashboard.findValuesAsText("expr").stream(),
            dashboard.findValuesAsText("definition").stream())
        .flatMap(it -> it);
  }

  private static Stream<JsonNode> alerts() {
    return CHART
        .ofKind("PrometheusRule")
        .flatMap(rule -> rule.at("/spec/groups").valueStream())
        .flatMap(group -> group.path("rules").valueStream());
  }
}
