package dev.rampwright.sidecar.slots;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import dev.rampwright.sidecar.config.DerivedKeys;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is derived from the cache's secrets for saved slots: names, and a key for each file, by
 * HKDF-SHA-256 (RFC 5869). Used by several threads.
 */
final class SlotKeys {
  private static final byte[] SALT = "rampwright kv slots 1".getBytes(UTF_8);
  private static final String MAC = "HmacSHA256";
  private static final int NAME_BYTES = 8;
  private static final int KEY_BYTES = 32;

  private final byte[] names;
  private final byte[] prints;
  private final List<byte[]> encryption;

  SlotKeys(CacheSecrets secrets) {
    byte[] hmac = secrets.hmac().getBytes(UTF_8);
    this.names = derive(hmac, "names", KEY_BYTES);
    this.prints = derive(hmac, "prints", KEY_BYTES);
    this.encryption = secrets.encryption().stream().map(it -> it.getBytes(UTF_8)).toList();
  }

  /** Under which prompts are digested. */
  byte[] prints() {
    return prints.clone();
  }

  /** By what a tenant is known on the volume: 16 hexadecimal digits. */
  String tenant(Tenant tenant) {
    return name("tenant", tenant.name());
  }

  /** By what an owner is known there. */
  OwnerName owner(SlotOwner owner) {
    String tenant = tenant(owner.tenant());
    return new OwnerName(tenant, name("owner", tenant + owner.agent()));
  }

  /** By what a model is known there: 16 hexadecimal digits. */
  String model(String identity) {
    return name("model", identity);
  }

  /** By what the secret that files are encrypted with now is known in them. */
  int newest() {
    return id(encryption.getFirst());
  }

  /**
   * The key of one file.
   *
   * @param secret by its id
   * @param owner as {@link OwnerName#owner} says: a file under another's name does not open
   * @param salt of the file
   * @return empty if that secret is not known, or not any more
   */
  Optional<SecretKey> of(int secret, String owner, byte[] salt) {
    return encryption.stream()
        .filter(known -> id(known) == secret)
        .findFirst()
        .map(known -> derive(known, "file " + owner + HexFormat.of().formatHex(salt), KEY_BYTES))
        .map(key -> new SecretKeySpec(key, SlotFrames.ALGORITHM));
  }

  private static int id(byte[] secret) {
    return ByteBuffer.wrap(derive(secret, "id", Integer.BYTES)).getInt();
  }

  private String name(String kind, String what) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(names, MAC));
      mac.update((kind + "\0").getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(what.getBytes(UTF_8)), 0, NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }

  private static byte[] derive(byte[] secret, String purpose, int length) {
    return DerivedKeys.derive(secret, SALT, purpose, length);
  }
}
