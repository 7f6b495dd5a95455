package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry of the second level, big-endian: magic {@code RWRC}, version (1 byte), status (2),
 * created and expires (8 each, milliseconds since 1970), length of the content type (2), length of
 * the body (4), CRC32C (4), content type, body. The checksum covers the key and all but itself, so
 * that an entry under another key is refused too.
 */
final class EntryCodec {
  private static final int MAGIC = 0x52575243;
  private static final byte VERSION = 1;
  private static final int CRC_AT = 4 + 1 + 2 + 8 + 8 + 2 + 4;
  private static final int HEADER = CRC_AT + 4;

  private EntryCodec() {}

  static byte[] encode(CacheKey key, CachedAnswer answer) {
    byte[] contentType = answer.contentType().getBytes(UTF_8);
    ByteBuffer entry = ByteBuffer.allocate(HEADER + contentType.length + answer.body().length);
    entry.putInt(MAGIC).put(VERSION).putShort((short) answer.status());
    entry.putLong(answer.createdMillis()).putLong(answer.expiresMillis());
    entry.putShort((short) contentType.length).putInt(answer.body().length);
    entry.putInt(0).put(contentType).put(answer.body());
    entry.putInt(CRC_AT, checksum(key, entry.array()));
    return entry.array();
  }

  /** Empty if anything about the entry is not as {@link #encode} leaves it. */
  static Optional<CachedAnswer> decode(CacheKey key, byte[] bytes) {
    if (bytes.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer entry = ByteBuffer.wrap(bytes);
    if (entry.getInt() != MAGIC || entry.get() != VERSION) {
      return Optional.empty();
    }
    int status = Short.toUnsignedInt(entry.getShort());
    long created = entry.getLong();
    long expires = entry.getLong();
    int typeLength = Short.toUnsignedInt(entry.getShort());
    int bodyLength = entry.getInt();
    if (bodyLength < 0 || (long) HEADER + typeLength + bodyLength != bytes.length) {
      return Optional.empty();
    }
    if (entry.getInt() != checksum(key, bytes)) {
      return Optional.empty();
    }
    byte[] contentType = new byte[typeLength];
    byte[] body = new byte[bodyLength];
    entry.get(contentType).get(body);
    return Optional.of(
        new CachedAnswer(status, new String(contentType, UTF_8), body, created, expires));
  }

  private static int checksum(CacheKey key, byte[] entry) {
    CRC32C crc = new CRC32C();
    crc.update(key.hex().getBytes(UTF_8));
    crc.update(entry, 0, CRC_AT);
    crc.update(entry, HEADER, entry.length - HEADER);
    return (int) crc.getValue();
  }
}
