package dev.rampwright.contracts.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one process proves itself with, and whom it believes.
 *
 * @param certificate its own, issued by one of the authorities or by one that came before them
 * @param key the certificate's
 * @param authorities those whose certificates are believed; more than one while the authority
 *     changes
 */
public record Credentials(
    X509Certificate certificate, PrivateKey key, List<X509Certificate> authorities) {
  public Credentials {
    authorities = List.copyOf(authorities);
  }

  /**
   * Reads the three parts, and checks that the key is the certificate's: files that are replaced
   * one by one may be read half old, half new.
   *
   * @throws InvalidCredentialsException if a part cannot be read, or they do not belong together
   */
  public static Credentials parse(String certificate, String key, String authorities)
      throws InvalidCredentialsException {
    Credentials read =
        new Credentials(
            Pem.certificates(certificate).getFirst(), Pem.key(key), Pem.certificates(authorities));
    if (!read.isPair()) {
      throw new InvalidCredentialsException("the private key is not the certificate's");
    }
    return read;
  }

  /** Distinguishes these credentials from those that replace them. */
  String alias() {
    return certificate.getSerialNumber().toString(16);
  }

  private boolean isPair() {
    return KeyProof.holds(key, certificate, "SHA256withECDSA");
  }

  @Override
  public String toString() {
    return "Credentials of " + certificate.getSubjectX500Principal() + ", serial " + alias();
  }
}
