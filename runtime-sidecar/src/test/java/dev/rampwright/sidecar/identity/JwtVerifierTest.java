package dev.rampwright.sidecar.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.identity.JwtVerifier.Finding;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Issuer ISSUER = new Issuer("k1");

  private final JwtVerifier verifier = verifier(ISSUER.published());

  @Test
  void takesAGoodToken() {
    assertThat(verifier.verify(ISSUER.token("alice", NOW)))
        .isEqualTo(
            new Finding.Good(
                new Tenant("alice"), NOW.plusSeconds(3_600).plus(JwtVerifier.CLOCK_SKEW)));
  }

  @Test
  void takesAccessTokensOfRfc9068AndOneOfSeveralAudiences() {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("k1")
            .type(new JOSEObjectType("at+jwt"))
            .build();
    JWTClaimsSet claims = claims().audience(List.of("x", "other")).build();

    assertThat(verifier.verify(ISSUER.sign(header, claims))).isInstanceOf(Finding.Good.class);
  }

  @Test
  void takesRsaKeys() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("r1").generate();
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS512)) {
      SignedJWT jwt =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID("r1").build(), claims().build());
      jwt.sign(new RSASSASigner(key));

      assertThat(verifier(new JWKSet(key.toPublicJWK())).verify(jwt.serialize()))
          .isInstanceOf(Finding.Good.class);
    }
  }

  @Test
  void allowsForClocksThatDiffer() {
    assertThat(verify(it -> it.expirationTime(at(-59)))).isInstanceOf(Finding.Good.class);
    assertThat(verify(it -> it.expirationTime(at(-61)))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.notBeforeTime(at(59)))).isInstanceOf(Finding.Good.class);
    assertThat(verify(it -> it.notBeforeTime(at(61)))).isInstanceOf(Finding.Bad.class);
  }

  @Test
  void refusesWhatIsNotForHere() {
    assertThat(verify(it -> it.issuer("https://other"))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.issuer(null))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.audience("another"))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.audience((String) null))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.expirationTime(null)))
        .as("for ever")
        .isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.claim("tenant", null))).isInstanceOf(Finding.Bad.class);
    assertThat(verify(it -> it.claim("tenant", List.of("a")))).isInstanceOf(Finding.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n", "\u00e9"})
  void refusesTenantsThatAreNoNames(String tenant) {
    assertThat(verify(it -> it.claim("tenant", tenant)))
        .isInstanceOfSatisfying(
            Finding.Bad.class, bad -> assertThat(bad.message()).contains("claim tenant"));
  }

  @Test
  void refusesAForgedSignature() {
    Issuer forger = new Issuer("k1");
    String good = ISSUER.token("alice", NOW);
    String other = ISSUER.token("bob", NOW);
    String spliced =
        good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));

    assertThat(verifier.verify(forger.token("alice", NOW))).isInstanceOf(Finding.Bad.class);
    assertThat(verifier.verify(spliced)).isInstanceOf(Finding.Bad.class);
  }

  /** RFC 8725, section 2.1: a public key taken for a shared secret. */
  @Test
  void refusesSymmetricAlgorithmsAndNone() throws JOSEException {
    SignedJWT shared =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims().build());
    shared.sign(new MACSigner(ISSUER.key().toPublicJWK().toJSONString().getBytes(UTF_8)));

    assertThat(verifier.verify(shared.serialize()))
        .isInstanceOfSatisfying(
            Finding.Bad.class, bad -> assertThat(bad.message()).contains("algorithm"));
    assertThat(verifier.verify(new PlainJWT(claims().build()).serialize()))
        .isInstanceOf(Finding.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret-key", "a.b.c", "..", "{}", "eyJhbGciOiJFUzI1NiJ9.e30."})
  void refusesWhatIsNoToken(String token) {
    assertThat(verifier.verify(token))
        .isInstanceOfSatisfying(
            Finding.Bad.class, bad -> assertThat(bad.message()).doesNotContain("secret-key"));
  }

  @Test
  void tellsAnUnknownKeyFromABadSignature() {
    assertThat(verifier.verify(new Issuer("k2").token("alice", NOW)))
        .isEqualTo(new Finding.UnknownKey());
  }

  private Finding verify(UnaryOperator<JWTClaimsSet.Builder> change) {
    return verifier.verify(ISSUER.token(it -> change.apply(claims())));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(Issuer.NAME)
        .audience("chat")
        .claim("tenant", "alice")
        .expirationTime(at(60));
  }

  private static Date at(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static JwtVerifier verifier(JWKSet keys) {
    return new JwtVerifier(Issuer.rules("https://issuer.example/jwks"), keys, () -> NOW);
  }
}
