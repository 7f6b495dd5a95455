package dev.rampwright.sidecar.slots;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * A saved slot on the volume, big-endian: magic {@code RWKS}, version (1 byte), id of the secret
 * (4), salt (16), length of the manifest (4), manifest (JSON, in the clear), then the engine's file
 * in frames of 1 MiB, each encrypted with its tag (16) by ChaCha20-Poly1305 (RFC 8439).
 *
 * <p>The key is the file's own, so a frame's nonce is its number, and whether it is the last. Each
 * tag also covers all that stands before the first frame. A file that was damaged, cut, made up,
 * put together from two, or renamed to another owner's does not open. Used by several threads.
 */
final class SlotFile {
  private static final int MAGIC = 0x52574b53;
  private static final byte VERSION = 1;
  private static final int SALT = 16;
  private static final int FRAME = 1 << 20;
  private static final int TAG = 16;
  private static final int NONCE = 12;
  private static final int MAX_MANIFEST = 1 << 16;
  private static final String CIPHER = "ChaCha20-Poly1305";
  private static final JsonMapper JSON = new JsonMapper();

  private final SlotKeys keys;
  private final SecureRandom random = new SecureRandom();

  SlotFile(SlotKeys keys) {
    this.keys = keys;
  }

  /**
   * What stands before the frames.
   *
   * @param bytes as they are in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // Read only.
  private record Head(SlotManifest manifest, int secret, byte[] salt, byte[] bytes) {}

  /**
   * Writes a file and brings it to the disk.
   *
   * @param plain the engine's file, as long as the manifest says
   * @param target is made
   * @throws IOException if the disk is full, or the engine's file is of another length
   */
  void write(Path plain, SlotManifest manifest, Path target) throws IOException {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    byte[] json = JSON.writeValueAsBytes(manifest);
    ByteBuffer head = ByteBuffer.allocate(4 + 1 + 4 + SALT + 4 + json.length);
    head.putInt(MAGIC).put(VERSION).putInt(keys.newest()).put(salt).putInt(json.length).put(json);
    SecretKey key = keys.of(keys.newest(), manifest.owner(), salt).orElseThrow();
    try (InputStream in = Files.newInputStream(plain);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, head.rewind());
      byte[] buffer = new byte[FRAME];
      ByteBuffer sealed = ByteBuffer.allocate(FRAME + TAG);
      long left = manifest.bytes();
      int number = 0;
      do {
        int length = (int) Math.min(FRAME, left);
        if (in.readNBytes(buffer, 0, length) < length) {
          throw new EOFException("the engine's file is shorter than the engine said");
        }
        left -= length;
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, head.array(), number, left == 0);
        cipher.doFinal(ByteBuffer.wrap(buffer, 0, length), sealed.clear());
        writeAll(out, sealed.flip());
        number++;
      } while (left > 0);
      if (in.read() >= 0) {
        throw new IOException("the engine's file is longer than the engine said");
      }
      out.force(true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /** Reads what a file says of itself, which is not proven before it has been opened. */
  static Optional<SlotManifest> manifest(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return head(in).filter(head -> isWhole(file, head)).map(Head::manifest);
    }
  }

  /**
   * Decrypts a file.
   *
   * @param target gets the engine's file; on false what has been written must not be used
   * @return whether all of it is as it was written
   * @throws IOException if it cannot be read, or the target cannot be written
   */
  boolean open(Path file, Path target) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      Optional<Head> head = head(in).filter(it -> isWhole(file, it));
      Optional<SecretKey> key =
          head.flatMap(it -> keys.of(it.secret(), it.manifest().owner(), it.salt()));
      if (key.isEmpty()) {
        return false;
      }
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        return open(head.get(), key.get(), in, out);
      }
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  private static boolean open(Head head, SecretKey key, InputStream in, OutputStream out)
      throws IOException, GeneralSecurityException {
    byte[] sealed = new byte[FRAME + TAG];
    byte[] plain = new byte[FRAME];
    long left = head.manifest().bytes();
    int number = 0;
    do {
      int length = (int) Math.min(FRAME, left);
      if (in.readNBytes(sealed, 0, length + TAG) < length + TAG) {
        return false;
      }
      left -= length;
      cipher(Cipher.DECRYPT_MODE, key, head.bytes(), number, left == 0)
          .doFinal(sealed, 0, length + TAG, plain);
      out.write(plain, 0, length);
      number++;
    } while (left > 0);
    return true;
  }

  private static Optional<Head> head(DataInputStream in) throws IOException {
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
      byte[] bytes =
          ByteBuffer.allocate(4 + 1 + 4 + SALT + 4 + json.length)
              .putInt(MAGIC)
              .put(VERSION)
              .putInt(secret)
              .put(salt)
              .putInt(length)
              .put(json)
              .array();
      return Optional.of(new Head(JSON.readValue(json, SlotManifest.class), secret, salt, bytes));
    } catch (EOFException | com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
  }

  /** Finds most of what is cut without reading it. */
  private static boolean isWhole(Path file, Head head) {
    long bytes = head.manifest().bytes();
    long frames = Math.max(1, Math.ceilDiv(bytes, (long) FRAME));
    return bytes >= 0 && file.toFile().length() == head.bytes().length + bytes + frames * TAG;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] head, int number, boolean last)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putInt(last ? 1 : 0).putInt(0).putInt(number).array();
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new IvParameterSpec(nonce));
    cipher.updateAAD(head);
    return cipher;
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
