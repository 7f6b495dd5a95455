package dev.rampwright.contracts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients prove which tenant they are: exactly one of the members is given, but for {@code
 * jwt}, beside which no keys are given, so that a sidecar of an earlier release, which does not
 * know it, lets nobody in.
 *
 * @param apiKeys by a key of their own
 * @param trustedHeader by a header that something in front of the service sets
 * @param jwt by a token that an issuer has signed
 */
public record ClientAuth(
    @Nullable ApiKeys apiKeys, @Nullable TrustedHeader trustedHeader, @Nullable Jwt jwt) {
  /**
   * Of a tenant's longest name: it is a header's value on its way between sidecars, and part of
   * metrics.
   */
  public static final int MAX_TENANT_CHARACTERS = 128;

  /** By these keys. */
  public static ClientAuth by(ApiKeys keys) {
    return new ClientAuth(keys, null, null);
  }

  /** By that header. */
  public static ClientAuth by(TrustedHeader header) {
    return new ClientAuth(null, header, null);
  }

  /** By such tokens. */
  public static ClientAuth by(Jwt tokens) {
    return new ClientAuth(new ApiKeys(Map.of()), null, tokens);
  }

  /**
   * Keys that clients send as {@code Authorization: Bearer} or {@code x-api-key}. What stands here
   * is of no use to whoever reads it without the admin token.
   *
   * @param tenants {@link Digests#apiKey} of each key to the tenant that it belongs to; empty:
   *     nobody is let in
   */
  public record ApiKeys(Map<String, String> tenants) {
    public ApiKeys {
      tenants = Map.copyOf(tenants);
    }
  }

  /**
   * A header whose value is the tenant. Whoever can reach the port can claim to be anybody, so that
   * a NetworkPolicy must keep all others away from it.
   *
   * @param name of the header
   */
  public record TrustedHeader(String name) {}

  /**
   * Tokens (RFC 7519) that clients send where they would send a key.
   *
   * @param issuer what the claim {@code iss} must be
   * @param audiences of which the claim {@code aud} must name one
   * @param jwksUri where the issuer's keys are published (RFC 7517)
   * @param tenantClaim the claim whose value is the tenant
   * @param authorities those alone that vouch for the server of {@code jwksUri}, certificates in
   *     PEM; null: those that Java knows
   */
  public record Jwt(
      String issuer,
      List<String> audiences,
      String jwksUri,
      String tenantClaim,
      @Nullable String authorities) {
    public Jwt {
      audiences = audiences == null ? List.of() : List.copyOf(audiences);
    }

    /** By keys that are fetched from a server whose authority Java knows, or in clear text. */
    public Jwt(String issuer, List<String> audiences, String jwksUri, String tenantClaim) {
      this(issuer, audiences, jwksUri, tenantClaim, null);
    }

    /** The same, but fetched from a server for which only these vouch. */
    public Jwt vouchedForBy(String others) {
      return new Jwt(issuer, audiences, jwksUri, tenantClaim, others);
    }

    private Optional<String> problem() {
      if (isBlank(issuer) || isBlank(jwksUri) || isBlank(tenantClaim) || audiences.isEmpty()) {
        return Optional.of("jwt needs issuer, audiences, jwksUri and tenantClaim");
      }
      try {
        URI uri = new URI(jwksUri);
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        return http && uri.getHost() != null
            ? Optional.empty()
            : Optional.of("jwt.jwksUri must be an address with https:// or http://");
      } catch (URISyntaxException e) {
        return Optional.of("jwt.jwksUri is no address: " + e.getMessage());
      }
    }

    private static boolean isBlank(@Nullable String text) {
      return text == null || text.isBlank();
    }
  }

  /** What is wrong with it; empty if nothing is. */
  public Optional<String> problem() {
    if (jwt != null) {
      boolean alone = trustedHeader == null && (apiKeys == null || apiKeys.tenants().isEmpty());
      return alone
          ? jwt.problem()
          : Optional.of("needs exactly one of apiKeys, trustedHeader, jwt");
    }
    if ((apiKeys == null) == (trustedHeader == null)) {
      return Optional.of("needs exactly one of apiKeys and trustedHeader");
    }
    if (trustedHeader != null && (trustedHeader.name() == null || trustedHeader.name().isBlank())) {
      return Optional.of("trustedHeader.name is missing");
    }
    return Optional.empty();
  }
}
