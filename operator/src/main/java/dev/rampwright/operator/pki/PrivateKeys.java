package dev.rampwright.operator.pki;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Private keys in whichever text form people's tools write them. */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * The same key as PKCS#8.
   *
   * @param text PEM: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC)
   * @throws InvalidCredentialsException if there is none, or it is encrypted
   */
  public static String pkcs8(String text) throws InvalidCredentialsException {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo key -> {
            return write(key);
          }
          case PEMKeyPair pair -> {
            return write(pair.getPrivateKeyInfo());
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
              throw new InvalidCredentialsException(
                  "the private key is encrypted; write it without a passphrase");
          default -> {
            // The parameters of a curve, or a certificate: the key may follow.
          }
        }
      }
    } catch (IOException | DecoderException e) {
      throw new InvalidCredentialsException("the private key cannot be read as PEM", e);
    }
    throw new InvalidCredentialsException("there is no PEM private key in the text");
  }

  private static String write(PrivateKeyInfo key) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
    }
    return text.toString();
  }
}
