package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.DataFormatException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * An entry of the second level, big-endian: magic {@code RWRC}, version (1 byte), id of the secret
 * (4), nonce (12), and encrypted by AES-256-GCM: status (2), created and expires (8 each,
 * milliseconds since 1970), length of the content type (2), length of the body (4), {@link Packing}
 * (1), content type, body as it is packed; then the tag (16).
 *
 * <p>The tag also covers what stands before the nonce, and the key under which the entry is kept:
 * an entry that was damaged, cut, made up, or put under another key or into another namespace is
 * refused. Nonces are random: up to 2^32 entries of a namespace may be written with one secret.
 * Used by several threads.
 */
final class EntryCodec {
  private static final int MAGIC = 0x52575243;
  private static final byte VERSION = 2;
  private static final int PREFIX = 4 + 1 + 4;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int FIXED = 2 + 8 + 8 + 2 + 4 + 1;
  private static final int SHORTEST = PREFIX + NONCE + FIXED + TAG;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final KeyRing ring;
  private final SecureRandom random = new SecureRandom();

  EntryCodec(KeyRing ring) {
    this.ring = ring;
  }

  byte[] encode(CacheKey key, CachedAnswer answer) {
    EntryKeys keys = ring.newest();
    byte[] plain = plain(answer);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    ByteBuffer entry = ByteBuffer.allocate(PREFIX + NONCE + plain.length + TAG);
    entry.putInt(MAGIC).put(VERSION).putInt(keys.id()).put(nonce);
    try {
      Cipher cipher =
          cipher(Cipher.ENCRYPT_MODE, keys.of(key.namespace()), nonce, key, entry.array());
      cipher.doFinal(ByteBuffer.wrap(plain), entry);
      return entry.array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /** Empty if anything about the entry is not as {@link #encode} leaves it. */
  Optional<CachedAnswer> decode(CacheKey key, byte[] bytes) {
    if (bytes.length < SHORTEST) {
      return Optional.empty();
    }
    ByteBuffer entry = ByteBuffer.wrap(bytes);
    if (entry.getInt() != MAGIC || entry.get() != VERSION) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE];
    Optional<EntryKeys> keys = ring.find(entry.getInt());
    entry.get(nonce);
    return keys.flatMap(found -> open(found.of(key.namespace()), nonce, key, bytes))
        .flatMap(EntryCodec::read);
  }

  private static Optional<byte[]> open(SecretKey secret, byte[] nonce, CacheKey key, byte[] entry) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, secret, nonce, key, entry);
      return Optional.of(cipher.doFinal(entry, PREFIX + NONCE, entry.length - PREFIX - NONCE));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, SecretKey secret, byte[] nonce, CacheKey key, byte[] entry)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, secret, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(entry, 0, PREFIX);
    cipher.updateAAD(key.hex().getBytes(UTF_8));
    return cipher;
  }

  private static byte[] plain(CachedAnswer answer) {
    byte[] contentType = answer.contentType().getBytes(UTF_8);
    Packing packing = Packing.of(answer.body().length);
    byte[] packed = packing.pack(answer.body());
    return ByteBuffer.allocate(FIXED + contentType.length + packed.length)
        .putShort((short) answer.status())
        .putLong(answer.createdMillis())
        .putLong(answer.expiresMillis())
        .putShort((short) contentType.length)
        .putInt(answer.body().length)
        .put(packing.code())
        .put(contentType)
        .put(packed)
        .array();
  }

  /** What the tag vouches for was written by {@link #plain}, of this release or a later one. */
  private static Optional<CachedAnswer> read(byte[] plain) {
    ByteBuffer answer = ByteBuffer.wrap(plain);
    int status = Short.toUnsignedInt(answer.getShort());
    long created = answer.getLong();
    long expires = answer.getLong();
    byte[] contentType = new byte[Short.toUnsignedInt(answer.getShort())];
    int length = answer.getInt();
    Optional<Packing> packing = Packing.find(answer.get());
    answer.get(contentType);
    byte[] packed = new byte[answer.remaining()];
    answer.get(packed);
    if (packing.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] body = packing.get().unpack(packed, length);
      return Optional.of(
          new CachedAnswer(status, new String(contentType, UTF_8), body, created, expires));
    } catch (DataFormatException e) {
      return Optional.empty();
    }
  }
}
