package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The cache that the sidecars use. */
public record CacheReference(
    @Required @JsonPropertyDescription("A TokenCache in the same namespace.")
        TokenCacheReference tokenCacheRef) {

  /** A TokenCache by its name. */
  public record TokenCacheReference(
      @Required @Size(min = 1, max = 40) @JsonPropertyDescription("The TokenCache's name.")
          String name) {}
}
