package dev.rampwright.sidecar.slots;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * What stands before the frames of a {@link SlotFile}.
 *
 * @param bytes as they are in the file
 */
@SuppressWarnings("ArrayRecordComponent") // Read only.
record SlotHead(SlotManifest manifest, int secret, byte[] salt, byte[] bytes) {
  static final int SALT = 16;

  private static final int MAGIC = 0x52574b53;
  private static final byte VERSION = 2;
  private static final int MAX_MANIFEST = 1 << 16;
  private static final JsonMapper JSON = new JsonMapper();

  static SlotHead of(SlotManifest manifest, int secret, byte[] salt) throws IOException {
    return of(manifest, secret, salt, JSON.writeValueAsBytes(manifest));
  }

  private static SlotHead of(SlotManifest manifest, int secret, byte[] salt, byte[] json) {
    byte[] bytes =
        ByteBuffer.allocate(4 + 1 + 4 + SALT + 4 + json.length)
            .putInt(MAGIC)
            .put(VERSION)
            .putInt(secret)
            .put(salt)
            .putInt(json.length)
            .put(json)
            .array();
    return new SlotHead(manifest, secret, salt, bytes);
  }

  /**
   * Reads what a file says of itself, which is not proven before it has been opened. Finds most of
   * what is cut without reading it.
   *
   * @param file at its beginning; afterwards anywhere
   * @return empty if it is none, of another version, or not as long as it should be
   */
  static Optional<SlotHead> read(FileChannel file) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(file));
    try {
      if (in.readInt() != MAGIC || in.readByte() != VERSION) {
        return Optional.empty();
      }
      int secret = in.readInt();
      byte[] salt = in.readNBytes(SALT);
      int length = in.readInt();
      if (salt.length < SALT || length < 0 || length > MAX_MANIFEST) {
        return Optional.empty();
      }
      byte[] json = in.readNBytes(length);
      SlotHead head = of(JSON.readValue(json, SlotManifest.class), secret, salt, json);
      return json.length == length && head.isWholeIn(file.size())
          ? Optional.of(head)
          : Optional.empty();
    } catch (EOFException | JacksonException e) {
      return Optional.empty();
    }
  }

  private boolean isWholeIn(long length) {
    return manifest.bytes() >= 0 && length == bytes.length + SlotFrames.sealed(manifest.bytes());
  }
}
