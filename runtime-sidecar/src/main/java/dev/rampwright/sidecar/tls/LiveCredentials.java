package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.sidecar.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in force. They are replaced as a whole when the mounted Secret changes, and hold
 * for the next handshake; open connections stay. Files that cannot be used leave the last ones in
 * force. Refreshed on the event loop, read by handshakes on any thread.
 */
public final class LiveCredentials implements Supplier<Credentials> {
  private final Path folder;
  private CredentialFiles seen;
  private volatile @Nullable Credentials inForce;

  private LiveCredentials(Path folder, CredentialFiles seen) {
    this.folder = folder;
    this.seen = seen;
  }

  /**
   * Reads the folder.
   *
   * @throws IOException if a file cannot be read
   */
  public static LiveCredentials read(Path folder) throws IOException {
    return new LiveCredentials(folder, CredentialFiles.read(folder));
  }

  /**
   * Puts in force what was read. Apart from the reading, because the classes that it needs take
   * longer to load than all others of the start.
   *
   * @throws InvalidCredentialsException if the files cannot be used
   */
  public void begin() throws InvalidCredentialsException {
    inForce = seen.parse();
  }

  @Override
  public Credentials get() {
    return Objects.requireNonNull(inForce, "no credentials are in force yet");
  }

  /** Looks at the files again. */
  public void refresh(Log log) {
    try {
      CredentialFiles files = CredentialFiles.read(folder);
      if (files.equals(seen)) {
        return;
      }
      Credentials next = files.parse();
      seen = files;
      inForce = next;
      log.info("another certificate is in force, until " + next.certificate().getNotAfter());
    } catch (IOException | InvalidCredentialsException e) {
      // The files change one after another: most likely the next look finds them whole.
      log.warn("the files in " + folder + " cannot be used, the last ones stay: " + e.getMessage());
    }
  }
}
