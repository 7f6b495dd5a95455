package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** What is remembered, and where. */
@ValidationRule(
    value = "!has(oldSelf.epoch) || (has(self.epoch) && self.epoch >= oldSelf.epoch)",
    message = "epoch may not decrease: leave it, or raise it by one to drop every entry")
public record TokenCacheSpec(
    @JsonPropertyDescription("First level, in each sidecar.") @Nullable Memory memory,
    @JsonPropertyDescription("Second level, shared by all sidecars; without it memory only.")
        @Nullable Redis redis,
    @JsonPropertyDescription("Token IDs and counts of prompts and documents.")
        @Nullable Tokens tokens,
    @JsonPropertyDescription("Exact replay of deterministic answers.")
        @Nullable Responses responses,
    @JsonPropertyDescription(
            "Which tenants share entries. Who is a tenant, the services say (serving.auth).")
        @Nullable TenancySpec tenancy,
    @JsonPropertyDescription(
            "What keys are made with; if not given, the operator makes it. Another one drops every"
                + " entry.")
        @Nullable SecretKeys hmac,
    @JsonPropertyDescription(
            "What entries are encrypted with in the second level; if not given, it is derived from"
                + " what keys are made with.")
        @Nullable SecretKeys encryption,
    @JsonPropertyDescription("The engine's KV slots, saved and restored for each tenant and agent.")
        @Nullable KvSlotsSpec kvSlots,
    @JsonPropertyDescription("What the sidecars ask their engines before clients do.")
        @Nullable PrewarmSpec prewarm,
    @JsonPropertyDescription(
            "The targets that status.targets compares the sidecars' figures with; if not given,"
                + " none.")
        @Nullable Profile profile,
    @Min(0)
        @Default("0")
        @JsonPropertyDescription("Raising it drops every entry. It may not decrease.")
        @Nullable Long epoch) {

  /** The first level. */
  public record Memory(
      @Pattern(SIZE)
          @Default("64Mi")
          @JsonPropertyDescription("Bound of each sidecar's entries, 1Mi to 999Gi.")
          @Nullable String maxSize) {}

  /** The second level. */
  @ValidationRule(
      value = "has(self.managed) || has(self.external)",
      message =
          "redis needs managed: {} for a Valkey that the operator runs, or external with addresses"
              + " for one of yours")
  @ValidationRule(
      value = "!has(self.managed) || !has(self.external)",
      message = "redis is either managed or external: leave one of them out")
  public record Redis(
      @JsonPropertyDescription("One Valkey that the operator runs.") @Nullable Managed managed,
      @JsonPropertyDescription("A Redis 7 or Valkey of yours.") @Nullable ExternalRedis external) {}

  /** A Valkey of the operator's. */
  public record Managed(
      @Pattern(SIZE)
          @Default("256Mi")
          @JsonPropertyDescription("Bound of its entries; the least used go first.")
          @Nullable String maxMemory,
      @JsonPropertyDescription("CPU and memory of its container.")
          @Nullable ResourceRequirements resources) {}

  /** Token IDs. */
  @ValidationRule(
      value = "!has(self.ttl) || self.ttl.matches('[1-9]')",
      fieldPath = ".ttl",
      message = "0s would keep nothing: write a longer time, such as 300s, or enabled: false")
  public record Tokens(
      @Default("true")
          @JsonPropertyDescription("Whether calls to tokenize and to count tokens are remembered.")
          @Nullable Boolean enabled,
      @Pattern(Api.DURATION)
          @Default("300s")
          @JsonPropertyDescription(
              "How long they may be replayed; each one's own time differs by up to a tenth.")
          @Nullable String ttl) {}

  /** Exact replay. */
  @ValidationRule(
      value = "!has(self.ttl) || self.ttl.matches('[1-9]')",
      fieldPath = ".ttl",
      message = "0s would keep nothing: write a longer time, such as 300s, or enabled: false")
  @ValidationRule(
      value =
          "!has(self.staleWhileRevalidate) || !self.staleWhileRevalidate.matches('[1-9]')"
              + " || !has(self.when) || self.when != 'ClientOptsIn'",
      fieldPath = ".staleWhileRevalidate",
      message =
          "clients that opt in say how old an answer may be, so none is replayed to them that has"
              + " expired: leave staleWhileRevalidate out, or write when: ExplicitlyDeterministic")
  public record Responses(
      @Default("true") @JsonPropertyDescription("Whether answers are replayed.")
          @Nullable Boolean enabled,
      @Pattern(Api.DURATION)
          @Default("300s")
          @JsonPropertyDescription(
              "How long an answer may be replayed; each answer's own differs by up to a tenth.")
          @Nullable String ttl,
      @Default("ExplicitlyDeterministic")
          @JsonPropertyDescription(
              "ExplicitlyDeterministic: requests with temperature 0, one choice and no tools."
                  + " ClientOptsIn: those with Cache-Control: max-age=<seconds>, whatever they ask.")
          @Nullable When when,
      @Pattern(Api.DURATION)
          @Default("0s")
          @JsonPropertyDescription(
              "How long after its ttl an answer is still replayed while one request asks the engine"
                  + " anew, behind the clients' backs; 0s: not at all.")
          @Nullable String staleWhileRevalidate) {}

  /** How demanding the targets are. */
  public enum Profile {
    Development,
    Staging,
    Production
  }

  /** Which requests may be replayed. */
  public enum When {
    ExplicitlyDeterministic,
    ClientOptsIn
  }

  /** Sizes such as {@code 64Mi}. */
  public static final String SIZE = "^[1-9][0-9]{0,2}(Mi|Gi)$";
}
