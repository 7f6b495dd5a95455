package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the test, and what it issues: good certificates and bad ones. */
final class TestAuthority {
  private static final AtomicLong SERIALS = new AtomicLong(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final KeyPair pair = newPair();
  private final X509Certificate certificate;

  TestAuthority(String name) {
    X500Principal subject = new X500Principal("CN=" + name);
    Instant now = Instant.now();
    certificate = sign(subject, subject, pair, now.minus(HOUR), now.plus(HOUR), List.of(), pair);
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Valid now, believing this authority alone. */
  Credentials issue(String... dnsNames) {
    Instant now = Instant.now();
    return issue(now.minus(HOUR), now.plus(HOUR), dnsNames);
  }

  Credentials issue(Instant from, Instant until, String... dnsNames) {
    KeyPair own = newPair();
    X509Certificate leaf =
        sign(
            certificate.getSubjectX500Principal(),
            new X500Principal("CN=" + dnsNames[0]),
            own,
            from,
            until,
            List.of(dnsNames),
            pair);
    return new Credentials(leaf, own.getPrivate(), List.of(certificate));
  }

  /** The same certificate, believing these authorities. */
  static Credentials believing(Credentials credentials, TestAuthority... authorities) {
    return new Credentials(
        credentials.certificate(),
        credentials.key(),
        List.of(authorities).stream().map(TestAuthority::certificate).toList());
  }

  /** As a mounted Secret shows them. */
  static void write(Path folder, Credentials credentials) {
    try {
      Files.writeString(
          folder.resolve(SidecarFiles.TLS_CERTIFICATE),
          Pem.write(List.of(credentials.certificate())));
      Files.writeString(folder.resolve(SidecarFiles.TLS_KEY), Pem.write(credentials.key()));
      Files.writeString(
          folder.resolve(SidecarFiles.TLS_AUTHORITIES), Pem.write(credentials.authorities()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509Certificate sign(
      X500Principal issuer,
      X500Principal subject,
      KeyPair subjectPair,
      Instant from,
      Instant until,
      List<String> dnsNames,
      KeyPair issuerPair) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIALS.getAndIncrement()),
              Date.from(from),
              Date.from(until),
              subject,
              subjectPair.getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(dnsNames.isEmpty()));
      if (!dnsNames.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                dnsNames.stream()
                    .map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new)));
      }
      PrivateKey key = issuerPair.getPrivate();
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
