package dev.rampwright.e2e.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of an answer, and how its body is to be read.
 *
 * @param status HTTP status
 * @param headers by lower-case name; of several of one name the last
 */
record Head(int status, Map<String, String> headers) {
  private static final int LONGEST_LINE = 64 * 1024;

  static Head read(InputStream in) throws IOException {
    String[] status = line(in).split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP answer: " + String.join(" ", status));
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Head(Integer.parseInt(status[1]), headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean keepsAlive() {
    return !header("connection").orElse("").equalsIgnoreCase("close") && isFramed();
  }

  /** Reads the body to its proper end; anything else is an exception. */
  String body(InputStream in) throws IOException {
    if (isChunked()) {
      return chunks(in);
    }
    Optional<String> length = header("content-length");
    byte[] bytes =
        length.isPresent() ? exactly(in, Integer.parseInt(length.get())) : in.readAllBytes();
    return new String(bytes, UTF_8);
  }

  private boolean isFramed() {
    return isChunked() || headers.containsKey("content-length");
  }

  private boolean isChunked() {
    return header("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
  }

  private static String chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(exactly(in, size));
      line(in);
    }
    line(in);
    return body.toString(UTF_8);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed in the middle of the answer");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException(
            line.isEmpty() ? "closed without an answer" : "closed in the middle of a line");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("a line is too long");
      }
      line.append((char) b);
    }
    return new String(line.toString().getBytes(ISO_8859_1), ISO_8859_1).strip();
  }
}
