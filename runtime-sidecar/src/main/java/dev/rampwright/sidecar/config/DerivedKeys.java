package dev.rampwright.sidecar.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Keys that are made from one secret, each for a purpose, by HKDF-SHA-256 (RFC 5869). */
public final class DerivedKeys {
  private DerivedKeys() {}

  /**
   * A key that tells nothing of the secret, nor of the keys for other purposes.
   *
   * @param secret not empty
   * @param salt sets the users of a secret apart
   * @param length in bytes
   */
  public static byte[] derive(byte[] secret, byte[] salt, String purpose, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(salt)
                  .thenExpand(purpose.getBytes(UTF_8), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 platform has HKDF-SHA256", e);
    }
  }
}
