package dev.rampwright.bench.fakes;

import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A fresh certificate for 127.0.0.1 that is its own authority. */
public final class SelfSigned {
  private static final String PASSWORD = "changeit";

  private final Path store;

  private SelfSigned(Path store) {
    this.store = store;
  }

  /** Makes one with the JDK's keytool. */
  public static SelfSigned create(Path folder) throws IOException, InterruptedException {
    return create(folder, "ip:127.0.0.1");
  }

  /**
   * The same for another name.
   *
   * @param name as keytool writes it, such as {@code dns:example.com}
   */
  public static SelfSigned create(Path folder, String name)
      throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    SelfSigned made = new SelfSigned(store);
    made.keytool(
        "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + name);
    return made;
  }

  /** Writes the certificate as PEM. */
  public void exportTo(Path file) throws IOException, InterruptedException {
    keytool("-exportcert", "-alias", "a", "-rfc", "-file", file.toString());
  }

  /** Writes the private key as PEM. */
  public void exportKeyTo(Path file) throws IOException, GeneralSecurityException {
    if (!(keys().getKey("a", PASSWORD.toCharArray()) instanceof PrivateKey key)) {
      throw new IllegalStateException("keytool has made no private key");
    }
    Files.writeString(file, Pem.write(key));
  }

  /** What a server needs to show it. */
  public SSLContext context() throws IOException, GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + command);
    }
  }
}
