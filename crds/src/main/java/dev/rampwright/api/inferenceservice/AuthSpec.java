package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.api.common.SecretReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How clients prove which tenant they are. */
@ValidationRule(
    value = "(self.type == 'ApiKeys') == has(self.apiKeys)",
    message =
        "auth.apiKeys belongs to type ApiKeys: name the Secret there (secretRef.name), and nowhere"
            + " else")
@ValidationRule(
    value = "(self.type == 'TrustedHeader') == has(self.trustedHeader)",
    message =
        "auth.trustedHeader belongs to type TrustedHeader: give it there (name, fromPeers), and"
            + " nowhere else")
@ValidationRule(
    value = "(self.type == 'Jwt') == has(self.jwt)",
    message =
        "auth.jwt belongs to type Jwt: give it there (issuer, audiences, jwksUri), and nowhere else")
public record AuthSpec(
    @Required
        @JsonPropertyDescription(
            "None asks nobody. ApiKeys takes a key from each client. Jwt takes tokens that an issuer"
                + " has signed. TrustedHeader believes a header that a gateway sets.")
        AuthType type,
    @JsonPropertyDescription("Required for type ApiKeys, and only allowed there.")
        @Nullable ApiKeys apiKeys,
    @JsonPropertyDescription("Required for type TrustedHeader, and only allowed there.")
        @Nullable TrustedHeader trustedHeader,
    @JsonPropertyDescription("Required for type Jwt, and only allowed there.") @Nullable Jwt jwt) {

  /** By keys, a header, or nothing. */
  public AuthSpec(AuthType type, @Nullable ApiKeys apiKeys, @Nullable TrustedHeader trustedHeader) {
    this(type, apiKeys, trustedHeader, null);
  }

  /** Who is asked for what. */
  public enum AuthType {
    None,
    ApiKeys,
    TrustedHeader,
    Jwt
  }

  /**
   * Keys that clients send as {@code Authorization: Bearer} or {@code x-api-key}; no pod restarts
   * when they change.
   */
  public record ApiKeys(
      @Required
          @JsonPropertyDescription(
              "A Secret in the same namespace with the label rampwright.dev/use: inference. Each of"
                  + " its data keys is a tenant, the value its API key, at least 16 characters; at"
                  + " most 1000 of them.")
          SecretReference secretRef) {}

  /**
   * A header that something in front of the service sets, after it has authenticated the client.
   */
  @ValidationRule(
      value = "!self.name.lowerAscii().startsWith('x-rampwright-')",
      fieldPath = ".name",
      message = "names that begin with x-rampwright- are the operator's: choose another header")
  public record TrustedHeader(
      @Required
          @Size(min = 1, max = 64)
          @Pattern("^[A-Za-z][-A-Za-z0-9]*$")
          @JsonPropertyDescription(
              "The header whose value is the tenant. Whatever is in front must overwrite what"
                  + " clients send in it.")
          String name,
      @Required
          @Size(min = 1, max = 16)
          @JsonPropertyDescription(
              "The only ones that a NetworkPolicy lets reach the service: whoever can reach it can"
                  + " claim to be anybody.")
          List<NetworkPolicyPeer> fromPeers) {}

  /**
   * Signed tokens (RFC 7519) that clients send as {@code Authorization: Bearer} or {@code
   * x-api-key}. Their signatures are of the algorithms RS, PS or ES with 256, 384 or 512.
   */
  @ValidationRule(
      value = "!has(self.caSecretKeyRef) || self.jwksUri.startsWith('https://')",
      fieldPath = ".caSecretKeyRef",
      message = "nobody proves anything over http: write https:// in jwksUri, or no caSecretKeyRef")
  public record Jwt(
      @Required
          @Size(min = 1, max = 512)
          @Pattern("^[!-~]+$")
          @JsonPropertyDescription("What the claim iss of each token must be.")
          String issuer,
      @Required
          @Size(min = 1, max = 16)
          @JsonPropertyDescription("Of these, the claim aud of each token must name one.")
          List<@Size(min = 1, max = 256) @Pattern("^[!-~]+$") String> audiences,
      @Required
          @Size(min = 1, max = 1024)
          @Pattern(
              "^(https://[^/?#@ ]+|http://[a-z0-9.-]+\\.svc(\\.cluster\\.local)?(:[0-9]{1,5})?)([/?][!-~]*)?$")
          @JsonPropertyDescription(
              "Where the issuer publishes its keys (JWKS): https, or http to a Service of the"
                  + " cluster (name.namespace.svc). The sidecars fetch it, so their network must"
                  + " let them.")
          String jwksUri,
      @Default("sub")
          @Size(min = 1, max = 128)
          @Pattern("^[!-~]+$")
          @JsonPropertyDescription(
              "The claim whose value is the tenant: a text of 1 to 128 visible ASCII characters.")
          @Nullable String tenantClaim,
      @JsonPropertyDescription(
              "The authorities that vouch for the server of jwksUri, PEM; without it those that Java"
                  + " knows.")
          @Nullable SecretKeyRef caSecretKeyRef) {}
}
