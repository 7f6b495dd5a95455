package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What the sidecars ask their engines before clients do. */
public record PrewarmSpec(
    @Required
        @JsonPropertyDescription(
            "Its data keys hold JSON Lines: one request a line, {\"body\": {...}} with path, tenant"
                + " and agent where they differ from /v1/chat/completions and none.")
        ConfigMapReference configMapRef) {
  /** A ConfigMap by its name. */
  public record ConfigMapReference(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("The ConfigMap's name, in the same namespace.")
          String name) {}
}
