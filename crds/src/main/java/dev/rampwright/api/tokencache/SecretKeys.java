package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.SecretReference;
import io.fabric8.generator.annotation.Required;

/** A secret of the user's own, which can be replaced while sidecars run. */
public record SecretKeys(
    @Required
        @JsonPropertyDescription(
            "A Secret in the same namespace with the label rampwright.dev/use: inference. Its data"
                + " key current, at least 32 characters, is used; entries made with previous are"
                + " still read, where there is one.")
        SecretReference secretRef) {}
