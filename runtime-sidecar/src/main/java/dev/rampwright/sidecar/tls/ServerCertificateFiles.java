package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of the two files with which clients are served by TLS, at one moment. */
public record ServerCertificateFiles(String certificate, String key) {
  /**
   * Reads the folder.
   *
   * @return empty if there are none
   * @throws IOException if only one is there, or one cannot be read
   */
  public static Optional<ServerCertificateFiles> read(Path folder) throws IOException {
    Path certificate = folder.resolve(SidecarFiles.SERVING_CERTIFICATE);
    return Files.exists(certificate)
        ? Optional.of(
            new ServerCertificateFiles(
                Files.readString(certificate),
                Files.readString(folder.resolve(SidecarFiles.SERVING_KEY))))
        : Optional.empty();
  }

  /** What they say, if they belong together. */
  public ServerCertificate parse() throws InvalidCredentialsException {
    return ServerCertificate.parse(certificate, key);
  }

  /** The same for a server of Vert.x. */
  public PemKeyCertOptions options() {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(certificate))
        .setKeyValue(Buffer.buffer(key));
  }

  @Override
  public String toString() {
    return "ServerCertificateFiles";
  }
}
