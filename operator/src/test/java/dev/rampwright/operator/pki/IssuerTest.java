package dev.rampwright.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.contracts.tls.PeerTrust;
import dev.rampwright.contracts.tls.Pem;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuerTest {
  private static final String NAME = PeerNames.sidecar("demo", "chat");
  private static final Duration DAY = Duration.ofDays(1);

  private final Instant begin = Instant.now();
  private final CertificateMaker maker = new CertificateMaker();
  private final CertificateAuthority old = maker.authority(begin);
  private final CertificateAuthority next = maker.authority(begin);
  private Instant now = begin;
  private Authority authority = Authority.first(old);
  private final Issuer issuer = new Issuer(() -> authority, maker, () -> now);

  @Test
  void aCertificateStaysForTwoThirdsOfItsLife() {
    Credentials first = issue();

    now = begin.plus(DAY.multipliedBy(19));
    assertThat(issuer.renewed(NAME, Optional.of(first))).isEqualTo(first);
    now = begin.plus(DAY.multipliedBy(20));
    assertThat(issuer.renewed(NAME, Optional.of(first)).certificate())
        .isNotEqualTo(first.certificate());
  }

  @Test
  void anAnnouncedAuthorityIsBelievedAtOnceAndSignsNothingYet() {
    Credentials first = issue();
    authority = new Authority(old, Optional.of(next), Optional.empty());

    Credentials told = issuer.renewed(NAME, Optional.of(first));

    assertThat(told.certificate()).isEqualTo(first.certificate());
    assertThat(told.authorities()).containsExactly(old.certificate(), next.certificate());
  }

  @Test
  void anAuthorityThatSignsReplacesEveryCertificateOfTheOldOne() {
    Credentials first = issue();
    authority = new Authority(next, Optional.empty(), Optional.of(old.certificate()));

    Credentials renewed = issuer.renewed(NAME, Optional.of(first));

    assertThat(next.issued(renewed.certificate())).isTrue();
    assertThat(renewed.authorities()).containsExactly(next.certificate(), old.certificate());
  }

  @Test
  void aCertificateOfAnotherNameIsNotKept() {
    assertThat(issuer.renewed(PeerNames.OPERATOR, Optional.of(issue())).certificate())
        .satisfies(it -> new PeerIdentity(PeerNames.OPERATOR).check(it));
  }

  @Test
  void whatIsIssuedIsBelievedAndNothingElse() throws CertificateException {
    Credentials own = issue();
    PeerTrust trust = new PeerTrust(() -> own, new PeerIdentity(NAME));

    trust.checkServerTrusted(chain(issue()), "UNKNOWN");
    trust.checkClientTrusted(chain(issue()), "UNKNOWN");
    refused(
        trust, issuer.renewed(PeerNames.OPERATOR, Optional.empty()), "expected the certificate");
    refused(trust, maker.leaf(Authority.first(next), NAME, now), "path");
    refused(
        trust,
        maker.leaf(authority, NAME, now.minus(DAY.multipliedBy(31))),
        "validity check failed");
  }

  @Test
  void theTrustFollowsTheAuthoritiesInForce() throws CertificateException {
    Credentials[] own = {issue()};
    PeerTrust trust = new PeerTrust(() -> own[0], new PeerIdentity(NAME));
    Credentials ofNext = maker.leaf(Authority.first(next), NAME, now);
    refused(trust, ofNext, "path");

    authority = new Authority(old, Optional.of(next), Optional.empty());
    own[0] = issuer.renewed(NAME, Optional.of(own[0]));

    trust.checkServerTrusted(chain(ofNext), "UNKNOWN");
  }

  @Test
  void nothingOutlivesItsAuthority() {
    Credentials late = maker.leaf(authority, NAME, begin.plus(DAY.multipliedBy(350)));

    assertThat(late.certificate().getNotAfter()).isEqualTo(old.certificate().getNotAfter());
  }

  @Test
  void theTextFormIsStable() throws InvalidCredentialsException {
    Credentials issued = issue();
    String certificate = Pem.write(List.of(issued.certificate()));
    String key = Pem.write(issued.key());

    Credentials read = Credentials.parse(certificate, key, Pem.write(issued.authorities()));

    assertThat(Pem.write(read.key())).isEqualTo(key);
    assertThat(Pem.write(List.of(read.certificate()))).isEqualTo(certificate);
    assertThat(read.authorities()).isEqualTo(issued.authorities());
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    String certificate = Pem.write(List.of(issue().certificate()));
    String authorities = Pem.write(authority.believed());

    assertThatThrownBy(() -> Credentials.parse(certificate, Pem.write(issue().key()), authorities))
        .isInstanceOf(InvalidCredentialsException.class)
        .hasMessage("the private key is not the certificate's");
    assertThatThrownBy(() -> Credentials.parse("", Pem.write(issue().key()), authorities))
        .isInstanceOf(InvalidCredentialsException.class);
    assertThatThrownBy(() -> Credentials.parse(certificate, "key", authorities))
        .hasMessageContaining("PKCS#8");
  }

  private Credentials issue() {
    return issuer.renewed(NAME, Optional.empty());
  }

  private static X509Certificate[] chain(Credentials credentials) {
    return new X509Certificate[] {credentials.certificate()};
  }

  private static void refused(PeerTrust trust, Credentials credentials, String why) {
    assertThatThrownBy(() -> trust.checkServerTrusted(chain(credentials), "UNKNOWN"))
        .isInstanceOf(CertificateException.class)
        .hasStackTraceContaining(why);
  }
}
