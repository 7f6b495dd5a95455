package dev.rampwright.operator.inferenceservice.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.operator.pki.Authority;
import dev.rampwright.operator.pki.CertificateAuthority;
import dev.rampwright.operator.pki.Certificates;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvedCertificatesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Certificates CERTIFICATES = new Certificates();
  private static final CertificateAuthority SIGNING = authority("one");
  private static final CertificateAuthority NEXT = authority("next");
  private static final Authority AUTHORITY =
      new Authority(SIGNING, Optional.empty(), Optional.empty());

  private final ProvedCertificates proved = new ProvedCertificates();

  @Test
  void holdsForTheVersionThatWasProvedAndNoOther() {
    proved.note(secret("a", "1"), AUTHORITY, T0);

    assertThat(proved.holds(secret("a", "1"), AUTHORITY, T0.plusSeconds(30))).isTrue();
    assertThat(proved.holds(secret("a", "2"), AUTHORITY, T0.plusSeconds(30))).isFalse();
    assertThat(proved.holds(secret("b", "1"), AUTHORITY, T0.plusSeconds(30))).isFalse();
  }

  @Test
  void anotherAuthorityMustProveItAnew() {
    proved.note(secret("a", "1"), AUTHORITY, T0);

    Authority announced = new Authority(SIGNING, Optional.of(NEXT), Optional.empty());

    assertThat(proved.holds(secret("a", "1"), announced, T0)).isFalse();
  }

  @Test
  void isProvedAnewNowAndThenBecauseCertificatesEnd() {
    proved.note(secret("a", "1"), AUTHORITY, T0);

    assertThat(proved.holds(secret("a", "1"), AUTHORITY, T0.plus(ProvedCertificates.HOLDS)))
        .isFalse();
  }

  /** Any certificate will do: nothing is signed here. */
  private static CertificateAuthority authority(String name) {
    Credentials made = CERTIFICATES.of(name);
    return new CertificateAuthority(made.certificate(), made.key());
  }

  private static Secret secret(String uid, String version) {
    return new SecretBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
