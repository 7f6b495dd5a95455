package dev.rampwright.contracts.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text form of certificates and of keys, EC or RSA (RFC 7468). */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA");

  private Pem() {}

  /**
   * Reads one certificate or several, in their order.
   *
   * @throws InvalidCredentialsException if there is none
   */
  public static List<X509Certificate> certificates(String text) throws InvalidCredentialsException {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(text.getBytes(UTF_8)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidCredentialsException("not a PEM certificate: " + e.getMessage(), e);
    }
    throw new InvalidCredentialsException("no PEM certificate in the text");
  }

  /**
   * Reads a PKCS#8 key.
   *
   * @throws InvalidCredentialsException if there is none
   */
  public static PrivateKey key(String text) throws InvalidCredentialsException {
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new InvalidCredentialsException("no PEM private key (PKCS#8) in the text");
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes(key.group(1)));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException ignored) {
        // It may be of another algorithm.
      }
    }
    throw new InvalidCredentialsException("the private key is no EC or RSA key in PKCS#8");
  }

  private static byte[] bytes(String base64) throws InvalidCredentialsException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidCredentialsException("the private key is no Base64 text", e);
    }
  }

  /** Writes certificates. */
  public static String write(List<X509Certificate> certificates) {
    return certificates.stream().map(Pem::write).collect(Collectors.joining());
  }

  /** Writes a key. */
  public static String write(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String write(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed certificate has an encoded form", e);
    }
  }

  private static String block(String type, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
