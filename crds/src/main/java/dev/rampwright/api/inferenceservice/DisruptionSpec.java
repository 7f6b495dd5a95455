package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What maintenance may take away, such as the drain of a node. */
public record DisruptionSpec(
    @Min(0)
        @Max(1000)
        @Default("1")
        @JsonPropertyDescription(
            "How many of the service's pods, of all its revisions, may be evicted at a time. 0 lets"
                + " no node with one of them be drained.")
        @Nullable Integer maxUnavailable) {}
