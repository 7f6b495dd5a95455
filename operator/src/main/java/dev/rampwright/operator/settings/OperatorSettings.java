package dev.rampwright.operator.settings;

import java.util.List;
import java.util.Set;

/**
 * The operator's own settings; one instance per process, made by the composition root from the
 * environment variables that the chart sets.
 *
 * @param namespace where the operator runs, and where its lease is
 * @param watchNamespaces namespaces whose custom resources it serves; empty: all
 * @param images what the pods run
 * @param urlTargetsAllowed whether a BenchmarkRun may name a URL instead of a service
 * @param prometheus servers that gates may query, their names unique
 */
public record OperatorSettings(
    String namespace,
    Set<String> watchNamespaces,
    Images images,
    boolean urlTargetsAllowed,
    List<PrometheusProvider> prometheus) {
  public OperatorSettings {
    watchNamespaces = Set.copyOf(watchNamespaces);
    prometheus = List.copyOf(prometheus);
  }

  /**
   * The images of this release; pinned inside each revision when it is made.
   *
   * @param release version of the operator, such as {@code 0.1.0}
   * @param sidecar in front of every engine
   * @param llamaCpp default engine of type LlamaCpp
   * @param valkey managed second level of a TokenCache
   * @param benchJob load generator of a BenchmarkRun
   * @param pullPolicy of the sidecar, Valkey and the load generator
   */
  public record Images(
      String release,
      String sidecar,
      String llamaCpp,
      String valkey,
      String benchJob,
      String pullPolicy) {}
}
