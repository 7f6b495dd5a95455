package dev.rampwright.operator.pki;

import dev.rampwright.contracts.tls.Credentials;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and certificates: ECDSA on P-256, serial numbers of 127 random bits. */
public final class CertificateMaker {
  private static final int SERIAL_BITS = 127;

  private final SecureRandom random = new SecureRandom();

  /** An authority that is valid from now on. */
  CertificateAuthority authority(Instant now) {
    KeyPair pair = newPair();
    Instant end = now.plus(Lifetimes.AUTHORITY);
    X500Principal name = new X500Principal("CN=Rampwright " + serial().toString(16));
    try {
      X509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), now, end);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new CertificateAuthority(sign(builder, pair), pair.getPrivate());
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /**
   * A certificate with a new key, that of a server and of a client.
   *
   * @param name its only DNS name; too long for a subject's common name, which stays empty
   */
  Credentials leaf(Authority authority, String name, Instant now) {
    CertificateAuthority signing = authority.signing();
    KeyPair pair = newPair();
    X500Principal issuer = signing.certificate().getSubjectX500Principal();
    X500Principal nobody = new X500Principal("");
    Instant last = signing.certificate().getNotAfter().toInstant();
    Instant end = now.plus(Lifetimes.LEAF);
    try {
      X509v3CertificateBuilder builder =
          builder(issuer, nobody, pair.getPublic(), now, end.isBefore(last) ? end : last);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, serverAndClient());
      builder.addExtension(
          Extension.subjectAlternativeName,
          true,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      X509Certificate certificate =
          sign(builder, new KeyPair(signing.certificate().getPublicKey(), signing.key()));
      return new Credentials(certificate, pair.getPrivate(), authority.believed());
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey key, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer, serial(), Date.from(now.minus(Lifetimes.BACKDATED)), Date.from(end), subject, key);
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random);
  }

  private static ExtendedKeyUsage serverAndClient() {
    return new ExtendedKeyUsage(
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw impossible(e);
    }
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(Exception e) {
    return new IllegalStateException("every Java platform has ECDSA on P-256", e);
  }
}
