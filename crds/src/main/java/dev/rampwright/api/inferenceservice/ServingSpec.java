package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/** Deadlines of requests. */
public record ServingSpec(
    @Pattern(Api.DURATION)
        @Default("10m")
        @JsonPropertyDescription("Longest time from a request's arrival to the end of its answer.")
        @Nullable String requestTimeout,
    @Pattern(Api.DURATION)
        @Default("60s")
        @JsonPropertyDescription("Longest silence inside a streamed answer.")
        @Nullable String streamIdleTimeout) {}
