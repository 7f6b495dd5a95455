package dev.rampwright.sidecar.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.sidecar.cache.policy.Tenant;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges signed tokens (RFC 7519) by one set of keys: signature, issuer, audience, times, and the
 * claim that names the tenant (RFC 8725 says why each).
 */
final class JwtVerifier {
  /** By how much the issuer's clock may differ from this one. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** Signatures whose keys can be published. Nothing symmetric, and never {@code none}. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final ClientAuth.Jwt rules;
  private final JWKSet keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /** What a token is worth. */
  sealed interface Finding {
    /**
     * It is good.
     *
     * @param until after which it is not
     */
    record Good(Tenant tenant, Instant until) implements Finding {}

    /** It names a key that is not in the set; another set may have it. */
    record UnknownKey() implements Finding {}

    /**
     * It is bad under any keys, or wrongly signed.
     *
     * @param message for the client; nothing of the token
     */
    record Bad(String message) implements Finding {}
  }

  JwtVerifier(ClientAuth.Jwt rules, JWKSet keys, InstantSource clock) {
    this.rules = rules;
    this.keys = keys;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(claims(rules, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(
      ClientAuth.Jwt rules, InstantSource clock) {
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            new HashSet<>(rules.audiences()),
            new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
            Set.of("exp", rules.tenantClaim()),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew(Math.toIntExact(CLOCK_SKEW.toSeconds()));
    return claims;
  }

  /** Takes up to a few milliseconds. */
  Finding verify(String token) {
    SignedJWT jwt;
    try {
      jwt = SignedJWT.parse(token);
    } catch (ParseException e) {
      return new Finding.Bad(
          "this is no signed JSON Web Token: send one of " + rules.issuer() + "'s");
    }
    if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
      return new Finding.Bad(
          "the token's algorithm is not taken: use RS, PS or ES with 256 to 512");
    }
    @Nullable String keyId = jwt.getHeader().getKeyID();
    if (keyId != null && keys.getKeyByKeyId(keyId) == null) {
      return new Finding.UnknownKey();
    }
    try {
      return finding(processor.process(jwt, null));
    } catch (BadJOSEException | JOSEException e) {
      return new Finding.Bad("the token is refused: " + e.getMessage());
    }
  }

  private Finding finding(JWTClaimsSet claims) {
    Object tenant = claims.getClaim(rules.tenantClaim());
    Instant until =
        Objects.requireNonNull(claims.getExpirationTime(), "exp was required")
            .toInstant()
            .plus(CLOCK_SKEW);
    return tenant instanceof String name && Clients.isTenantName(name)
        ? new Finding.Good(new Tenant(name), until)
        : new Finding.Bad(
            "the token's claim %s must be a text of 1 to %d visible ASCII characters"
                .formatted(rules.tenantClaim(), ClientAuth.MAX_TENANT_CHARACTERS));
  }
}
