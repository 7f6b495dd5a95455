package dev.rampwright.sidecar.cache;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes long bodies shorter: an event stream repeats the same JSON around each token. By the JDK's
 * own zlib, which is native code; what is packed also has less to be encrypted.
 */
enum Packing {
  NONE(0) {
    @Override
    byte[] pack(byte[] body) {
      return body;
    }

    @Override
    byte[] unpack(byte[] packed, int length) {
      return packed;
    }
  },
  DEFLATE(1) {
    @Override
    byte[] pack(byte[] body) {
      Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
      try {
        deflater.setInput(body);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
        byte[] chunk = new byte[CHUNK_BYTES];
        while (!deflater.finished()) {
          packed.write(chunk, 0, deflater.deflate(chunk));
        }
        return packed.toByteArray();
      } finally {
        deflater.end();
      }
    }

    @Override
    byte[] unpack(byte[] packed, int length) throws DataFormatException {
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(packed);
        byte[] body = new byte[length];
        int at = 0;
        while (at < length) {
          int got = inflater.inflate(body, at, length - at);
          if (got == 0) {
            throw new DataFormatException("ends after %d of %d bytes".formatted(at, length));
          }
          at += got;
        }
        return body;
      } finally {
        inflater.end();
      }
    }
  };

  /** A shorter body is not worth the time. */
  static final int WORTHWHILE_BYTES = 4 * 1024;

  private static final int CHUNK_BYTES = 8 * 1024;

  private final int code;

  Packing(int code) {
    this.code = code;
  }

  /** By what it is known in entries. */
  byte code() {
    return (byte) code;
  }

  /** The one of that code; empty if it is unknown here. */
  static Optional<Packing> find(int code) {
    return Arrays.stream(values()).filter(packing -> packing.code == code).findFirst();
  }

  /** How a body of that length is kept. */
  static Packing of(int length) {
    return length > WORTHWHILE_BYTES ? DEFLATE : NONE;
  }

  abstract byte[] pack(byte[] body);

  /**
   * Gives the body back.
   *
   * @param length of the body
   * @throws DataFormatException if {@code packed} is not what {@link #pack} made of one
   */
  abstract byte[] unpack(byte[] packed, int length) throws DataFormatException;
}
