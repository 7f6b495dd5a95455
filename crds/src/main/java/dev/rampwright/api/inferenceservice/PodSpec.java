package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the model pods. */
@ValidationRule(
    value =
        "!has(self.labels) || !self.labels.exists(k, k.startsWith('rampwright.dev/')"
            + " || k.startsWith('app.kubernetes.io/'))",
    fieldPath = ".labels",
    message =
        "label prefixes rampwright.dev/ and app.kubernetes.io/ are the operator's: use a prefix of"
            + " your own, such as example.com/")
@ValidationRule(
    value =
        "!has(self.annotations) || !self.annotations.exists(k, k.startsWith('rampwright.dev/'))",
    fieldPath = ".annotations",
    message =
        "the annotation prefix rampwright.dev/ is the operator's: use a prefix of your own, such as"
            + " example.com/")
public record PodSpec(
    @Pattern(Api.DURATION)
        @JsonPropertyDescription(
            "How long a pod that shuts down waits for its requests in flight;"
                + " serving.requestTimeout when the revision is made, if not given.")
        @Nullable String drainTimeout,
    @Size(max = 32)
        @JsonPropertyDescription(
            "More pod labels; rampwright.dev/ and app.kubernetes.io/ are reserved.")
        @Nullable Map<String, @Size(max = 63) @Pattern(LABEL_VALUE) String> labels,
    @Size(max = 32) @JsonPropertyDescription("More pod annotations; rampwright.dev/ is reserved.")
        @Nullable Map<String, @Size(max = 4096) String> annotations,
    @Size(max = 32) @JsonPropertyDescription("Labels that a node must carry.")
        @Nullable Map<String, @Size(max = 63) @Pattern(LABEL_VALUE) String> nodeSelector,
    @Size(max = 32) @JsonPropertyDescription("Tolerations, as in core.")
        @Nullable List<Toleration> tolerations,
    @Size(max = 8) @JsonPropertyDescription("Secrets for pulling images.")
        @Nullable List<LocalObjectReference> imagePullSecrets) {

  /** Values of labels, as in core. */
  public static final String LABEL_VALUE = "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$";
}
