package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which model. */
@ValidationRule(
    value = "!self.uri.contains('://') || self.uri.startsWith('pvc://')",
    fieldPath = ".uri",
    message =
        "this release reads models from a PersistentVolumeClaim only: write pvc://<claim>/<path>,"
            + " such as pvc://models/smollm2.gguf; other schemes are not supported by this release")
@ValidationRule(
    value =
        "(self.uri.contains('://') && !self.uri.startsWith('pvc://'))"
            + " || (self.uri.matches('^pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/[-A-Za-z0-9._@+=,:]+)+$')"
            + " && !self.uri.matches('/[.][.]?(/|$)'))",
    fieldPath = ".uri",
    message =
        "write pvc://<claim>/<path of the file inside the claim>, such as"
            + " pvc://models/smollm2.gguf, without '.' or '..' as a part of the path")
public record ModelSpec(
    @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9][A-Za-z0-9._/:-]*$')",
            message =
                "write a name of letters, digits, '.', '_', '/', ':' and '-', such as smollm2")
        @JsonPropertyDescription(
            "The model name that clients ask for; the InferenceService's own name if not given.")
        @Nullable String name,
    @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription(
            "Where the model is: pvc://<claim>/<path of the file inside the claim>.")
        String uri) {}
