package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three files' text at one moment. */
record CredentialFiles(String certificate, String key, String authorities) {
  static CredentialFiles read(Path folder) throws IOException {
    return new CredentialFiles(
        Files.readString(folder.resolve(SidecarFiles.TLS_CERTIFICATE)),
        Files.readString(folder.resolve(SidecarFiles.TLS_KEY)),
        Files.readString(folder.resolve(SidecarFiles.TLS_AUTHORITIES)));
  }

  Credentials parse() throws InvalidCredentialsException {
    return Credentials.parse(certificate, key, authorities);
  }

  @Override
  public String toString() {
    return "CredentialFiles";
  }
}
