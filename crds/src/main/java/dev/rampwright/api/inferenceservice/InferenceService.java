package dev.rampwright.api.inferenceservice;

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

/** A model served by GPU or CPU pods, whose changes reach clients in stages. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("InferenceService")
@ShortNames("infs")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REVISION", jsonPath = ".status.stableRevision")
@AdditionalPrinterColumn(name = "CANDIDATE", jsonPath = ".status.candidateRevision")
@AdditionalPrinterColumn(
    name = "WEIGHT",
    jsonPath = ".status.traffic.candidateWeight",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "STATE", jsonPath = ".status.rollout.state")
@AdditionalPrinterColumn(name = "HITRATE", jsonPath = ".status.cache.hitRate")
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "ENGINE", jsonPath = ".spec.engine.type", priority = 1)
@AdditionalPrinterColumn(name = "MODEL", jsonPath = ".spec.model.uri", priority = 1)
@AdditionalPrinterColumn(
    name = "REPLICAS",
    jsonPath = ".status.readyReplicas",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
@ValidationRule(value = Api.NAME_RULE, message = Api.NAME_MESSAGE)
public final class InferenceService
    extends CustomResource<InferenceServiceSpec, InferenceServiceStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
