package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.contracts.tls.ServerTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Who signs the certificates that a user names: the JDK's keytool. */
final class WebAuthority {
  private static final String PASSWORD = "not-a-secret";
  private static final String OWN = "authority";
  private final Path store;

  /**
   * A certificate and what belongs to it.
   *
   * @param chain its own first, then the authority's
   */
  record Pair(List<X509Certificate> chain, PrivateKey key) {
    X509Certificate own() {
      return chain.getFirst();
    }

    String certificatePem() {
      return Pem.write(chain);
    }

    String keyPem() {
      return Pem.write(key);
    }
  }

  WebAuthority(Path folder) throws IOException, InterruptedException {
    store = folder.resolve("web.p12");
    make(OWN, "-ext", "bc:c");
  }

  /** Signs a new key for these names, written as {@code dns:a.example,ip:192.0.2.1}. */
  Pair issue(String alias, String names)
      throws IOException, InterruptedException, GeneralSecurityException {
    make(alias, "-signer", OWN, "-ext", "san=" + names);
    return pair(alias);
  }

  /** For clients who believe this authority, and nobody else. */
  SSLContext trust() throws IOException, GeneralSecurityException, InvalidCredentialsException {
    return ServerTrust.in(pair(OWN).certificatePem());
  }

  private Pair pair(String alias) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : keys.getCertificateChain(alias)) {
      chain.add((X509Certificate) certificate);
    }
    return new Pair(chain, (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray()));
  }

  private void make(String alias, String... more) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    alias,
                    "-dname",
                    "CN=" + alias,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "30"),
                Stream.of(more))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
