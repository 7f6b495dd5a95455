package dev.rampwright.sidecar.slots;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The engine's file in frames of 256 KiB, each encrypted with its tag (16) by AES-256-GCM (NIST SP
 * 800-38D). The key is the file's own, so a frame's nonce is its number, and whether it is the
 * last; each tag also covers all that stands before the first frame.
 *
 * <p>The buffers are outside the heap: in a process that has just started, the JDK's AES-GCM is two
 * to seven times as fast on them as on arrays (docs/bench-kv.md).
 */
final class SlotFrames {
  static final String ALGORITHM = "AES";

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int FRAME = 1 << 18;
  private static final int TAG = 16;
  private static final int NONCE = 12;
  private static final int WARM_UP = 64;

  private final SecretKey key;
  private final byte[] head;

  /**
   * Frames of one file.
   *
   * @param key of this file and no other
   * @param head what stands before the frames
   */
  SlotFrames(SecretKey key, byte[] head) {
    this.key = key;
    this.head = head.clone();
  }

  /**
   * Has the JVM compile what seals and opens frames: until it has, they take five times as long.
   * Takes some hundred milliseconds of a processor.
   */
  static void warmUp() {
    SlotFrames frames = new SlotFrames(new SecretKeySpec(new byte[32], ALGORITHM), new byte[0]);
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer plain = arena.allocate(FRAME).asByteBuffer();
      ByteBuffer sealed = arena.allocate(FRAME + TAG).asByteBuffer();
      for (int number = 0; number < WARM_UP; number++) {
        frames.cipher(Cipher.ENCRYPT_MODE, number, false).doFinal(plain.clear(), sealed.clear());
        frames.cipher(Cipher.DECRYPT_MODE, number, false).doFinal(sealed.flip(), plain.clear());
      }
    } catch (GeneralSecurityException e) {
      throw unknown(e);
    }
  }

  /** How long so many bytes are in frames. */
  static long sealed(long bytes) {
    return bytes + Math.max(1, Math.ceilDiv(bytes, (long) FRAME)) * TAG;
  }

  /**
   * Encrypts all that a file holds.
   *
   * @param bytes how many those should be
   * @throws IOException if they are not, or the disk is full
   */
  void seal(FileChannel plain, long bytes, FileChannel target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer from = arena.allocate(FRAME).asByteBuffer();
      ByteBuffer to = arena.allocate(FRAME + TAG).asByteBuffer();
      long left = bytes;
      int number = 0;
      do {
        int length = (int) Math.min(FRAME, left);
        if (!fill(from.clear().limit(length), plain)) {
          throw new EOFException("the engine's file is shorter than the engine said");
        }
        left -= length;
        cipher(Cipher.ENCRYPT_MODE, number++, left == 0).doFinal(from.flip(), to.clear());
        empty(to.flip(), target);
      } while (left > 0);
      if (fill(from.clear().limit(1), plain)) {
        throw new IOException("the engine's file is longer than the engine said");
      }
    } catch (GeneralSecurityException e) {
      throw unknown(e);
    }
  }

  /**
   * Decrypts that many bytes.
   *
   * @param target on false what has been written there must not be used
   * @return whether all of it is as it was written
   */
  boolean open(FileChannel file, long bytes, FileChannel target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer from = arena.allocate(FRAME + TAG).asByteBuffer();
      ByteBuffer to = arena.allocate(FRAME).asByteBuffer();
      long left = bytes;
      int number = 0;
      do {
        int length = (int) Math.min(FRAME, left);
        if (!fill(from.clear().limit(length + TAG), file)) {
          return false;
        }
        left -= length;
        cipher(Cipher.DECRYPT_MODE, number++, left == 0).doFinal(from.flip(), to.clear());
        empty(to.flip(), target);
      } while (left > 0);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw unknown(e);
    }
  }

  private Cipher cipher(int mode, int number, boolean last) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putInt(last ? 1 : 0).putInt(0).putInt(number).array();
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(head);
    return cipher;
  }

  private static boolean fill(ByteBuffer buffer, FileChannel from) throws IOException {
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void empty(ByteBuffer buffer, FileChannel to) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static IllegalStateException unknown(GeneralSecurityException cause) {
    return new IllegalStateException("every Java platform has " + CIPHER, cause);
  }
}
