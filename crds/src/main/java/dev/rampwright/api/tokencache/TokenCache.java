package dev.rampwright.api.tokencache;

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

/** What the sidecars of the services that name it remember, and where. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("TokenCache")
@ShortNames("tcache")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REDIS", jsonPath = ".status.redisAddress")
@AdditionalPrinterColumn(
    name = "SIDECARS",
    jsonPath = ".status.sidecars",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "HITRATE", jsonPath = ".status.hitRate")
@AdditionalPrinterColumn(name = "TOKENHITS", jsonPath = ".status.tokenHitRate")
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
@AdditionalPrinterColumn(name = "PROFILE", jsonPath = ".spec.profile", priority = 1)
@AdditionalPrinterColumn(name = "TARGETS", jsonPath = ".status.targetsMet", priority = 1)
@AdditionalPrinterColumn(name = "PREWARMED", jsonPath = ".status.prewarmed", priority = 1)
@ValidationRule(value = Api.NAME_RULE, message = Api.NAME_MESSAGE)
public final class TokenCache extends CustomResource<TokenCacheSpec, TokenCacheStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
