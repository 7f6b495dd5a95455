package dev.rampwright.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests on which both ends of a contract must agree. */
public final class Digests {
  private Digests() {}

  /** SHA-256 of the text's UTF-8 form, 64 lower-case hexadecimal digits. */
  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /** The first 8 bytes of the text's SHA-256 (FIPS 180-4), the first one highest: all 64 bits. */
  static long sha256Head(String text) {
    return ByteBuffer.wrap(sha256(text)).getLong();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The token that authenticates a hop in clear text between two sidecars of one service, of which
   * one is of release 0.1.0; derived so that the admin token itself never travels between pods.
   */
  public static String hopToken(String adminToken) {
    return hmacSha256Hex(adminToken, "rampwright hop");
  }

  /**
   * By what a client's API key is known. Keyed by the admin token, so that a digest tells nothing
   * of a weak key to whoever may read ConfigMaps but no Secrets.
   */
  public static String apiKey(String adminToken, String apiKey) {
    return apiKeys(adminToken).apply(apiKey);
  }

  /** The same for many keys: looking the algorithm up takes longer than a digest. */
  public static UnaryOperator<String> apiKeys(String adminToken) {
    Mac keyed = hmacSha256(adminToken);
    return apiKey -> {
      try {
        Mac mac = (Mac) keyed.clone();
        return HexFormat.of()
            .formatHex(mac.doFinal(("rampwright api key\n" + apiKey).getBytes(UTF_8)));
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's HmacSHA256 can be copied", e);
      }
    };
  }

  /**
   * The drain key of a revision's pods. It stands in the pod template, so it must not change while
   * the revision lives, and so it guards against whoever can reach the pod, not against whoever may
   * read pods.
   */
  public static String drainKey(String serviceUid, String revision) {
    return sha256Hex("rampwright drain\n" + serviceUid + "\n" + revision);
  }

  private static String hmacSha256Hex(String key, String text) {
    return HexFormat.of().formatHex(hmacSha256(key).doFinal(text.getBytes(UTF_8)));
  }

  private static Mac hmacSha256(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
