package dev.rampwright.sidecar.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rampwright.contracts.ClientAuth;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signs tokens with a key of its own. */
public final class Issuer {
  /** Who it is. */
  public static final String NAME = "https://issuer.example";

  private static final String AUDIENCE = "chat";

  private final ECKey key;

  /**
   * Makes its key.
   *
   * @param keyId by which tokens name it
   */
  public Issuer(String keyId) {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By which its tokens are judged. */
  public static ClientAuth.Jwt rules(String jwksUri) {
    return new ClientAuth.Jwt(NAME, List.of("other", AUDIENCE), jwksUri, "tenant");
  }

  /** What it publishes. */
  public JWKSet published() {
    return new JWKSet(key.toPublicJWK());
  }

  ECKey key() {
    return key;
  }

  /** A good token for an hour. */
  public String token(String tenant, Instant now) {
    return token(
        claims -> claims.claim("tenant", tenant).expirationTime(Date.from(now.plusSeconds(3_600))));
  }

  /** One with issuer and audience, and whatever else. */
  public String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
        claims.apply(new JWTClaimsSet.Builder().issuer(NAME).audience(AUDIENCE)).build());
  }

  String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
