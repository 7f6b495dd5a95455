package dev.rampwright.operator.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * One that signs.
 *
 * @param certificate signed by itself
 * @param key the certificate's; never logged
 */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) {
  /** Whether it signed this certificate. */
  boolean issued(X509Certificate leaf) {
    try {
      leaf.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "authority " + certificate.getSerialNumber().toString(16);
  }
}
