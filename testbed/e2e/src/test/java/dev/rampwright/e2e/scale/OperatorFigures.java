package dev.rampwright.e2e.scale;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator's own metrics say. */
final class OperatorFigures implements AutoCloseable {
  private static final Pattern BUCKET =
      Pattern.compile(
          "rampwright_operator_reconcile_seconds_bucket\\{(.*)le=\"([^\"]+)\".*} ([0-9.E+]+)");
  private final HttpClient http = HttpClient.newHttpClient();
  private final KubernetesClient client;

  OperatorFigures(KubernetesClient client) {
    this.client = client;
  }

  /** All of them, as the operator's pod exports them. */
  String read() throws IOException, InterruptedException {
    Pod pod =
        client
            .pods()
            .inNamespace("rampwright-system")
            .withLabel("app.kubernetes.io/name", "rampwright-operator")
            .list()
            .getItems()
            .getFirst();
    URI metrics = URI.create("http://" + pod.getStatus().getPodIP() + ":8080/q/metrics");
    return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
  }

  /** The sum of all samples of that name. */
  static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /**
   * The upper end of the bucket in which that quantile of all InferenceServices' reconciliations
   * between two readings lies, in seconds.
   */
  static double reconcileQuantile(String before, String after, double quantile) {
    Map<Double, Double> counts = buckets(after);
    buckets(before).forEach((end, count) -> counts.merge(end, -count, Double::sum));
    double all = counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= quantile * all)
        .mapToDouble(Map.Entry::getKey)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Map<Double, Double> buckets(String metrics) {
    Map<Double, Double> counts = new TreeMap<>();
    Matcher matcher = BUCKET.matcher(metrics);
    while (matcher.find()) {
      if (matcher.group(1).contains("kind=\"InferenceService\"")) {
        double end =
            matcher.group(2).equals("+Inf")
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(matcher.group(2));
        counts.merge(end, Double.parseDouble(matcher.group(3)), Double::sum);
      }
    }
    return counts;
  }

  @Override
  public void close() {
    http.close();
  }
}
