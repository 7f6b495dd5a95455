package dev.rampwright.api.benchmarkrun;

import dev.rampwright.api.common.Api;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One run of a load against a service, whose results stand in its status. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("BenchmarkRun")
@ShortNames("brun")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(name = "TARGET", jsonPath = ".status.target")
@AdditionalPrinterColumn(name = "STATE", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "VERDICT", jsonPath = ".status.verdict")
@AdditionalPrinterColumn(name = "TTFT-P95", jsonPath = ".status.ttftP95")
@AdditionalPrinterColumn(name = "TOK/S", jsonPath = ".status.outputTokensPerSecond")
@AdditionalPrinterColumn(
    name = "PROGRESS",
    jsonPath = ".status.progressPercent",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "MESSAGE", jsonPath = ".status.message", priority = 1)
@ValidationRule(value = Api.NAME_RULE, message = Api.NAME_MESSAGE)
public final class BenchmarkRun extends CustomResource<BenchmarkRunSpec, BenchmarkRunStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
