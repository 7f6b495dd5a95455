package dev.rampwright.contracts.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * What a server proves itself with to clients that know nothing of the installation.
 *
 * @param chain the server's own certificate, then those that lead to its authority
 * @param key of the first one, EC or RSA
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both parts, and checks that they belong together: files that are replaced one by one may
   * be read half old, half new.
   *
   * @param chain certificates in PEM, the server's own first
   * @param key PKCS#8 in PEM
   * @throws InvalidCredentialsException if a part cannot be read, or they do not belong together
   */
  public static ServerCertificate parse(String chain, String key)
      throws InvalidCredentialsException {
    ServerCertificate read = new ServerCertificate(Pem.certificates(chain), Pem.key(key));
    if (!read.isPair()) {
      throw new InvalidCredentialsException("the private key is not the first certificate's");
    }
    return read;
  }

  /** The server's own. */
  public X509Certificate own() {
    return chain.getFirst();
  }

  /** SHA-256 of the server's own, 64 lower-case hexadecimal digits. */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(own().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed certificate has an encoded form", e);
    }
  }

  private boolean isPair() {
    return KeyProof.holds(
        key, own(), key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
  }

  @Override
  public String toString() {
    return "ServerCertificate of " + own().getSubjectX500Principal();
  }
}
