package dev.rampwright.operator.benchmarkrun.resources;

import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.ContractJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** What the pod reads and where it writes. */
public final class RunConfigMaps {
  static final String SPEC_KEY = "spec.json";

  private RunConfigMaps() {}

  /** The spec that the pod mounts. */
  public static ConfigMap spec(RunNames names, BenchSpec spec) {
    return new ConfigMapBuilder()
        .withMetadata(names.benchMeta())
        .addToData(SPEC_KEY, ContractJson.write(spec))
        .build();
  }

  /** The report's ConfigMap without any data: that is the pod's alone to write. */
  public static ConfigMap report(RunNames names) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(names.report())
        .withNamespace(names.namespace())
        .withLabels(names.labels())
        .addToLabels(RunNames.COMPONENT, "report")
        .endMetadata()
        .build();
  }
}
