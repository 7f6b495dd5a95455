package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The engine's KV slots, saved and restored. */
@ValidationRule(
    value = "!has(self.enabled) || !self.enabled || has(self.storage)",
    message =
        "kvSlots needs storage: persistentVolumeClaim: {claimName: <claim>}, which outlives a pod,"
            + " or emptyDir: {}, which outlives its containers only")
public record KvSlotsSpec(
    @Default("false")
        @JsonPropertyDescription(
            "Whether KV slots are pinned to tenants and agents, saved and restored. Engines of type"
                + " LlamaCpp only. Another value makes another revision of each service that names"
                + " this TokenCache.")
        @Nullable Boolean enabled,
    @Min(1)
        @Max(64)
        @Default("1")
        @JsonPropertyDescription(
            "Slots of the engine that one tenant may hold at once. Where clients are not asked who"
                + " they are it bounds nothing.")
        @Nullable Integer perTenant,
    @Pattern(TokenCacheSpec.SIZE)
        @Default("4Gi")
        @JsonPropertyDescription(
            "Bound of the saved slots; those of the tenant with most go first.")
        @Nullable String maxSize,
    @JsonPropertyDescription(
            "Where slots are saved, encrypted. Another one makes another revision.")
        @Nullable Storage storage) {

  /** Where slots are saved. */
  @ValidationRule(
      value = "has(self.persistentVolumeClaim) != has(self.emptyDir)",
      message =
          "storage is either persistentVolumeClaim: {claimName: <claim>} or emptyDir: {}: write one"
              + " of them")
  public record Storage(
      @JsonPropertyDescription(
              "A claim of yours that the pods' group 65532 may write. Pods on several nodes need"
                  + " one that can be mounted by all.")
          @Nullable Claim persistentVolumeClaim,
      @JsonPropertyDescription("With the pod: it outlives its containers only.")
          @Nullable EmptyDir emptyDir) {}

  /** A claim in the TokenCache's namespace. */
  public record Claim(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("Name of the PersistentVolumeClaim.")
          String claimName) {}

  /** A folder that is deleted with its pod. */
  public record EmptyDir(
      @Pattern(TokenCacheSpec.SIZE)
          @JsonPropertyDescription(
              "Beyond it the kubelet evicts the pod, so it should be above maxSize. If not given:"
                  + " the node's.")
          @Nullable String sizeLimit) {}
}
