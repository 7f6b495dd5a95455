package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A secret of the user's own, which can be replaced while sidecars run. */
public record SecretKeys(
    @Required
        @JsonPropertyDescription(
            "A Secret in the same namespace with the label rampwright.dev/use: inference. Its data"
                + " key current, at least 32 characters, is used; entries made with previous are"
                + " still read, where there is one.")
        SecretReference secretRef) {

  /** A Secret by its name. */
  public record SecretReference(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("The Secret's name.")
          String name) {}
}
