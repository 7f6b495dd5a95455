package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks for. Fields under {@code model}, {@code engine}, {@code sidecar}, {@code pod}
 * and {@code cache} are revisioned: changing one starts a ramp. The others are live: they apply at
 * once.
 */
@ValidationRule(
    value =
        "has(self.route) || !has(self.rollout) || !has(self.rollout.traffic)"
            + " || !has(self.rollout.traffic.router)"
            + " || self.rollout.traffic.router != 'Gateway'",
    fieldPath = ".route",
    message =
        "rollout.traffic.router Gateway needs to know which Gateway: write spec.route with"
            + " parentRefs")
@ValidationRule(
    value =
        "!has(self.serving) || !has(self.serving.auth)"
            + " || self.serving.auth.type in ['None', 'TrustedHeader']"
            + " || !has(self.rollout) || !has(self.rollout.preTraffic)"
            + " || has(self.rollout.preTraffic.apiKeySecretKeyRef)",
    fieldPath = ".rollout",
    message =
        "serving.auth asks the benchmark before traffic for a key, too: write"
            + " rollout.preTraffic.apiKeySecretKeyRef with the name of a Secret and the data key")
@ValidationRule(
    value =
        "!has(self.serving) || !has(self.serving.auth)"
            + " || self.serving.auth.type != 'TrustedHeader'"
            + " || !has(self.rollout) || !has(self.rollout.preTraffic)",
    fieldPath = ".rollout",
    message =
        "a benchmark before traffic does not pass the gateway that sets the trusted header: leave"
            + " out rollout.preTraffic, or have clients send keys (auth.type ApiKeys)")
@ValidationRule(
    value =
        "!has(self.serving) || !has(self.serving.tls) || !has(self.engine.custom)"
            + " || !has(self.engine.custom.port) || self.engine.custom.port != 8443",
    fieldPath = ".serving.tls",
    message =
        "the sidecar serves TLS on port 8443, where the engine listens: write another"
            + " engine.custom.port")
public record InferenceServiceSpec(
    @Required @JsonPropertyDescription("The model to serve. Changing it starts a ramp.")
        ModelSpec model,
    @Required @JsonPropertyDescription("The server that runs the model. Changing it starts a ramp.")
        EngineSpec engine,
    @JsonPropertyDescription("The cache sidecar in front of the engine. Changing it starts a ramp.")
        @Nullable SidecarSpec sidecar,
    @JsonPropertyDescription("Pod settings. Changing them starts a ramp.") @Nullable PodSpec pod,
    @SpecReplicas
        @Min(0)
        @Max(1000)
        @Default("1")
        @JsonPropertyDescription(
            "Pods of the stable revision; /scale writes it. 0 stops the service and keeps"
                + " everything. Live.")
        @Nullable Integer replicas,
    @JsonPropertyDescription(
            "What maintenance may take away: one PodDisruptionBudget, made while more than one pod"
                + " is asked for. Live.")
        @Nullable DisruptionSpec disruption,
    @JsonPropertyDescription(
            "Which TokenCache the sidecars use; without it they cache nothing. Changing it starts a"
                + " ramp; editing the TokenCache does not.")
        @Nullable CacheReference cache,
    @JsonPropertyDescription("Deadlines of requests. Live.") @Nullable ServingSpec serving,
    @JsonPropertyDescription(
            "An HTTPRoute of the service's name that leads requests of a Gateway to it; needs the"
                + " Gateway API in the cluster. Live.")
        @Nullable RouteSpec route,
    @JsonPropertyDescription(
            "How a new revision takes over the traffic. Live: a running ramp keeps the plan it"
                + " began with.")
        @Nullable RolloutSpec rollout) {}
