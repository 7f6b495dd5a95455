package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.cache.policy.Namespace;
import dev.rampwright.sidecar.config.DerivedKeys;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is derived from one secret by HKDF-SHA-256 (RFC 5869): an AES key for each namespace, so
 * that an entry which was moved into another one cannot be opened there, and an id that tells
 * nothing of the secret. Used by several threads.
 */
final class EntryKeys {
  private static final byte[] SALT = "rampwright cache entries 2".getBytes(UTF_8);
  private static final int KEY_BYTES = 32;

  /** More are derived anew: as many tenants are not asking at once. */
  private static final int MAX_REMEMBERED = 1_024;

  private final byte[] secret;
  private final int id;
  private final Map<Namespace, SecretKey> byNamespace = new ConcurrentHashMap<>();

  /**
   * Derives the id.
   *
   * @param secret not empty
   */
  EntryKeys(String secret) {
    this.secret = secret.getBytes(UTF_8);
    this.id = ByteBuffer.wrap(derive("id", Integer.BYTES)).getInt();
  }

  /** By what the secret is known in entries. */
  int id() {
    return id;
  }

  /** The key of the namespace's entries. */
  SecretKey of(Namespace namespace) {
    if (byNamespace.size() >= MAX_REMEMBERED) {
      byNamespace.clear();
    }
    return byNamespace.computeIfAbsent(
        namespace, it -> new SecretKeySpec(derive("namespace " + it.text(), KEY_BYTES), "AES"));
  }

  private byte[] derive(String purpose, int length) {
    return DerivedKeys.derive(secret, SALT, purpose, length);
  }
}
