package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.sidecar.config.ActiveConfig;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.config.ConfigParser;
import dev.rampwright.sidecar.config.LiveCacheSecrets;
import dev.rampwright.sidecar.tls.LiveCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What is read once, at the start.
 *
 * @param config the first configuration
 * @param token the admin token, looked at again later
 * @param credentials certificate, key and authorities, looked at again later
 * @param cacheSecrets of the files where there are some, so that several processes share entries,
 *     else random; looked at again later
 */
record Inputs(
    ActiveConfig config,
    AdminToken token,
    LiveCredentials credentials,
    LiveCacheSecrets cacheSecrets) {
  static Inputs read(Settings settings, LongSupplier nanos) throws BootException {
    return new Inputs(
        config(settings.config()),
        token(settings.secrets().resolve(SidecarFiles.ADMIN_TOKEN), nanos),
        credentials(settings.tls()),
        cacheSecrets(settings.cacheSecrets()));
  }

  private static ActiveConfig config(Path file) throws BootException {
    try {
      return ConfigParser.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new BootException(
          "no configuration at " + file + ": mount it there or set RAMPWRIGHT_CONFIG", e);
    } catch (IOException e) {
      throw new BootException("cannot read the configuration " + file + ": " + e.getMessage(), e);
    } catch (InvalidContractException e) {
      throw new BootException("the configuration " + file + " is wrong: " + e.getMessage(), e);
    }
  }

  private static AdminToken token(Path file, LongSupplier nanos) throws BootException {
    try {
      return AdminToken.read(file, nanos);
    } catch (NoSuchFileException e) {
      throw new BootException(
          "no admin token at " + file + ": mount the Secret there or set RAMPWRIGHT_SECRETS", e);
    } catch (IOException e) {
      throw new BootException("cannot read the admin token: " + e.getMessage(), e);
    }
  }

  private static LiveCredentials credentials(Path folder) throws BootException {
    try {
      return LiveCredentials.read(folder);
    } catch (NoSuchFileException e) {
      throw new BootException(
          "no certificate at " + e.getFile() + ": mount the Secret there or set RAMPWRIGHT_TLS", e);
    } catch (IOException e) {
      throw new BootException("cannot read the certificate: " + e.getMessage(), e);
    }
  }

  private static LiveCacheSecrets cacheSecrets(Path folder) throws BootException {
    try {
      return LiveCacheSecrets.read(folder);
    } catch (IOException e) {
      throw new BootException("cannot read the cache's secrets: " + e.getMessage(), e);
    }
  }
}
