package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.sidecar.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The credentials in force. They are replaced as a whole when the mounted Secret changes, and hold
 * for the next handshake; open connections stay. Files that cannot be used leave the last ones in
 * force. Refreshed on the event loop, read by handshakes on any thread.
 */
public final class LiveCredentials implements Supplier<Credentials> {
  private final Path folder;
  private CredentialFiles seen;
  private volatile Credentials inForce;

  private LiveCredentials(Path folder, CredentialFiles seen, Credentials inForce) {
    this.folder = folder;
    this.seen = seen;
    this.inForce = inForce;
  }

  /**
   * Reads the folder.
   *
   * @throws IOException if a file cannot be read
   * @throws InvalidCredentialsException if the files cannot be used
   */
  public static LiveCredentials read(Path folder) throws IOException, InvalidCredentialsException {
    CredentialFiles files = CredentialFiles.read(folder);
    return new LiveCredentials(folder, files, files.parse());
  }

  @Override
  public Credentials get() {
    return inForce;
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
