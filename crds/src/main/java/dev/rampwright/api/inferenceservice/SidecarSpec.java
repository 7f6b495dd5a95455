package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** The cache sidecar's container. */
public record SidecarSpec(
    @JsonPropertyDescription(
            "CPU and memory of the sidecar container. If not given, it requests 100m and 128Mi.")
        @Nullable ResourceRequirements resources) {}
