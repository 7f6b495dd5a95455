package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Who must vouch for a second level that is reached by TLS, and under which name. Authorities are
 * read with each connection, so that others need no restart.
 */
final class RedisTls {
  private static final String STORE = "PKCS12";

  /** The client takes a store's bytes only with a password; nothing in it is secret. */
  private static final String STORE_PASSWORD = "authorities";

  private RedisTls() {}

  /** Certificates must be of the address's host, and signed by an authority that Java believes. */
  static SslOptions byThePlatforms() {
    return options().build();
  }

  /**
   * Certificates must be of the address's host, and signed by an authority of the file; while it
   * holds none, there is no connection.
   */
  static SslOptions by(Path authorities) {
    return options()
        .trustStoreType(STORE)
        .truststore(
            () -> new ByteArrayInputStream(store(authorities)), STORE_PASSWORD.toCharArray())
        .build();
  }

  private static SslOptions.Builder options() {
    return SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
  }

  private static byte[] store(Path authorities) {
    try {
      KeyStore store = KeyStore.getInstance(STORE);
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : Pem.certificates(Files.readString(authorities))) {
        store.setCertificateEntry("authority-" + number, authority);
        number++;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, STORE_PASSWORD.toCharArray());
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException | InvalidCredentialsException e) {
      throw new IllegalStateException("cannot use " + authorities + ": " + e.getMessage(), e);
    }
  }
}
