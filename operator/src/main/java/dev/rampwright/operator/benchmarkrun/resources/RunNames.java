package dev.rampwright.operator.benchmarkrun.resources;

import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * Names and labels of what a BenchmarkRun owns.
 *
 * @param namespace of the run
 * @param run its name
 */
public record RunNames(String namespace, String run) {
  /** Value of {@code app.kubernetes.io/name}. */
  public static final String KIND_LABEL = "benchmark-run";

  /** Selects the objects of all runs. */
  public static final String SELECTOR =
      Labels.MANAGED_SELECTOR + "," + Labels.NAME + "=" + KIND_LABEL;

  static final String COMPONENT = "app.kubernetes.io/component";

  /** Selects the report ConfigMaps of all runs. */
  public static final String REPORT_SELECTOR = SELECTOR + "," + COMPONENT + "=report";

  /** The names for this run. */
  public static RunNames of(HasMetadata run) {
    return new RunNames(run.getMetadata().getNamespace(), run.getMetadata().getName());
  }

  /** The run's name in the labels of an object that one of the selectors found. */
  public static String runOf(Map<String, String> labels) {
    return labels.getOrDefault(Labels.INSTANCE, "");
  }

  /** Job, ServiceAccount, Role, RoleBinding, NetworkPolicy and the ConfigMap of the spec. */
  public String bench() {
    return run + "-bench";
  }

  /** ConfigMap of the report. */
  public String report() {
    return run + "-report";
  }

  /** Labels of every object. */
  public Map<String, String> labels() {
    return Labels.of(KIND_LABEL, run);
  }

  ObjectMeta benchMeta() {
    return new ObjectMetaBuilder()
        .withName(bench())
        .withNamespace(namespace)
        .withLabels(labels())
        .build();
  }
}
