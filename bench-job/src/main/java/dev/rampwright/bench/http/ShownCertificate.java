package dev.rampwright.bench.http;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509TrustManager;

/**
 * Believes a server that shows the first certificate in a file, whoever issued it and whatever name
 * it has: that is more than an authority's word. The file is read again when the server shows
 * another; what once stood in it is believed on, for servers change one after another.
 */
final class ShownCertificate implements X509TrustManager {
  private final Path file;
  private final Set<X509Certificate> believed = ConcurrentHashMap.newKeySet();

  ShownCertificate(Path file) {
    this.file = file;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (believed.contains(chain[0])) {
      return;
    }
    believed.add(inFile());
    if (!believed.contains(chain[0])) {
      throw new CertificateException(
          "the target shows a certificate of %s that is not the one in %s"
              .formatted(chain[0].getSubjectX500Principal(), file));
    }
  }

  private X509Certificate inFile() throws CertificateException {
    try {
      return Pem.certificates(Files.readString(file)).getFirst();
    } catch (IOException | InvalidCredentialsException e) {
      throw new CertificateException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
