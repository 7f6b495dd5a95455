package dev.rampwright.contracts.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Whether a private key is a certificate's. */
final class KeyProof {
  private static final byte[] PROBE = "rampwright".getBytes(UTF_8);

  private KeyProof() {}

  /**
   * Signs with the one and verifies with the other.
   *
   * @param algorithm of the signature, such as {@code SHA256withECDSA}
   * @return false also if either is no key of that kind
   */
  static boolean holds(PrivateKey key, X509Certificate certificate, String algorithm) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
