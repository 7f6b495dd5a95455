package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.SecretKeyRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis or Valkey that the operator does not run. */
@ValidationRule(
    value = "(has(self.mode) && self.mode == 'Sentinel') == has(self.sentinel)",
    message = "external.sentinel belongs to mode Sentinel: give masterName there, and nowhere else")
@ValidationRule(
    value = "(has(self.mode) && self.mode != 'Standalone') || size(self.addresses) == 1",
    fieldPath = ".addresses",
    message = "mode Standalone has one address: write mode Sentinel or Cluster for several")
public record ExternalRedis(
    @Required
        @Size(min = 1, max = 16)
        @JsonPropertyDescription(
            "host:port of the server, of the sentinels, or of some nodes of the cluster.")
        List<
                @Size(min = 3, max = 260)
                @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?|\\[[0-9a-f:.]+\\]):[0-9]{1,5}$") String>
            addresses,
    @Default("Standalone") @JsonPropertyDescription("How the server is found.") @Nullable Mode mode,
    @JsonPropertyDescription("Required for mode Sentinel, and only allowed there.")
        @Nullable Sentinel sentinel,
    @JsonPropertyDescription("As whom the sidecars log in; without it they do not.")
        @Nullable Login auth,
    @JsonPropertyDescription("Encrypts all connections; without it none is.") @Nullable Tls tls) {

  /** How a server is found. */
  public enum Mode {
    Standalone,
    Sentinel,
    Cluster
  }

  /** What the sentinels are asked for. */
  public record Sentinel(
      @Required
          @Size(min = 1, max = 128)
          @Pattern("^[A-Za-z0-9._-]+$")
          @JsonPropertyDescription("What they call the server.")
          String masterName,
      @JsonPropertyDescription("Their own password; without it they ask for none.")
          @Nullable SecretKeyRef passwordSecretKeyRef) {}

  /** A user of the server's ACL. */
  public record Login(
      @Size(min = 1, max = 128)
          @Pattern("^[^\\s]+$")
          @Default("default")
          @JsonPropertyDescription(
              "Name of the user, who needs the keys rampwright:* and a few commands (docs/cache.md).")
          @Nullable String username,
      @Required @JsonPropertyDescription("The password.") SecretKeyRef passwordSecretKeyRef) {}

  /** Encryption of the connections. */
  public record Tls(
      @JsonPropertyDescription(
              "The authorities that vouch for the server, PEM; without it those that Java knows.")
          @Nullable SecretKeyRef caSecretKeyRef) {}
}
