package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The admin token and the hop token derived from it. The file is looked at again at most every five
 * seconds, so that a rotated Secret takes effect without a restart; a file that has become
 * unreadable or empty leaves the last token in force. Lives on the event loop.
 */
public final class AdminToken {
  private static final long CHECK_NANOS = Duration.ofSeconds(5).toNanos();

  private final Path file;
  private final LongSupplier nanos;
  private FileTime seen;
  private long checkedNanos;
  private String token;
  private String hopToken;

  private AdminToken(Path file, LongSupplier nanos, FileTime seen, String token) {
    this.file = file;
    this.nanos = nanos;
    this.seen = seen;
    this.checkedNanos = nanos.getAsLong();
    this.token = token;
    this.hopToken = Digests.hopToken(token);
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read or holds nothing
   */
  public static AdminToken read(Path file, LongSupplier nanos) throws IOException {
    FileTime seen = Files.getLastModifiedTime(file);
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return new AdminToken(file, nanos, seen, token);
  }

  /** Whether an {@code Authorization} header carries the token. */
  public boolean authorizes(@Nullable String authorization) {
    refresh();
    return authorization != null && Secrets.same("Bearer " + token, authorization);
  }

  /** Makes digests of API keys under the token that is known now, however that changes later. */
  public UnaryOperator<String> apiKeyDigests() {
    refresh();
    return Digests.apiKeys(token);
  }

  /** What proves to another sidecar of the service that a request comes from this one. */
  public String hopToken() {
    refresh();
    return hopToken;
  }

  private void refresh() {
    long now = nanos.getAsLong();
    if (now - checkedNanos < CHECK_NANOS) {
      return;
    }
    checkedNanos = now;
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      String next = modified.equals(seen) ? "" : Files.readString(file).strip();
      if (!next.isEmpty()) {
        seen = modified;
        token = next;
        hopToken = Digests.hopToken(next);
      }
    } catch (IOException e) {
      // Looked at again in five seconds; the operator's calls would fail without a token anyway.
      seen = FileTime.fromMillis(0);
    }
  }
}
