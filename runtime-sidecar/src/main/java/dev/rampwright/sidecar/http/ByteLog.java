package dev.rampwright.sidecar.http;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer's chunks in the order in which they came, each known by its number from 0 on. The first
 * ones can be dropped when all readers have had them.
 */
final class ByteLog {
  private final List<Buffer> chunks = new ArrayList<>();
  private int dropped;
  private long bytes;

  void add(Buffer chunk) {
    chunks.add(chunk);
    bytes += chunk.length();
  }

  /** The chunk of that number, which must not have been dropped. */
  Buffer get(int number) {
    return chunks.get(number - dropped);
  }

  /** The number that the next chunk will have. */
  int end() {
    return dropped + chunks.size();
  }

  /** Bytes that are still kept. */
  long bytes() {
    return bytes;
  }

  /** Drops the chunks before that number. */
  void dropBefore(int number) {
    List<Buffer> gone = chunks.subList(0, Math.max(0, number - dropped));
    gone.forEach(chunk -> bytes -= chunk.length());
    dropped += gone.size();
    gone.clear();
  }
}
