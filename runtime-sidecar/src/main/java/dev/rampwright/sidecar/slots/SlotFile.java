package dev.rampwright.sidecar.slots;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A saved slot on the volume, big-endian: magic {@code RWKS}, version (1 byte), id of the secret
 * (4), salt (16), length of the manifest (4), manifest (JSON, in the clear), then the engine's file
 * as {@link SlotFrames}. A file that was damaged, cut, made up, put together from two, or renamed
 * to another owner's does not open. Used by several threads.
 */
final class SlotFile {
  private final SlotKeys keys;
  private final SecureRandom random = new SecureRandom();

  SlotFile(SlotKeys keys) {
    this.keys = keys;
  }

  /**
   * Writes a file and brings it to the disk.
   *
   * @param plain the engine's file, as long as the manifest says
   * @param target is made
   * @throws IOException if the disk is full, or the engine's file is of another length
   */
  void write(Path plain, SlotManifest manifest, Path target) throws IOException {
    byte[] salt = new byte[SlotHead.SALT];
    random.nextBytes(salt);
    SlotHead head = SlotHead.of(manifest, keys.newest(), salt);
    SecretKey key = keys.of(head.secret(), manifest.owner(), salt).orElseThrow();
    try (FileChannel in = FileChannel.open(plain);
        FileChannel out = create(target)) {
      ByteBuffer first = ByteBuffer.wrap(head.bytes());
      while (first.hasRemaining()) {
        out.write(first);
      }
      new SlotFrames(key, head.bytes()).seal(in, manifest.bytes(), out);
      out.force(true);
    }
  }

  /** Reads what a file says of itself, which is not proven before it has been opened. */
  static Optional<SlotManifest> manifest(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return SlotHead.read(in).map(SlotHead::manifest);
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
    try (FileChannel in = FileChannel.open(file)) {
      Optional<SlotHead> read = SlotHead.read(in);
      Optional<SecretKey> key =
          read.flatMap(it -> keys.of(it.secret(), it.manifest().owner(), it.salt()));
      if (key.isEmpty()) {
        return false;
      }
      SlotHead head = read.get();
      try (FileChannel out = create(target)) {
        return new SlotFrames(key.get(), head.bytes())
            .open(in.position(head.bytes().length), head.manifest().bytes(), out);
      }
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
