package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Which model. */
public record ModelSpec(
    @Size(min = 1, max = 253)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._/:-]*$")
        @JsonPropertyDescription(
            "The model name that clients ask for; the InferenceService's own name if not given.")
        @Nullable String name,
    @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
            "Where the model is: pvc://<claim>/<path of the file inside the claim>.")
        String uri) {}
