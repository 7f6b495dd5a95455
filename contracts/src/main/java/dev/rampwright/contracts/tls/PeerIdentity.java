package dev.rampwright.contracts.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/**
 * The one party that a connection is meant for. A certificate proves it if its only alternative
 * name is this DNS name: subject, wildcards and further names prove nothing.
 *
 * @param name one of {@link PeerNames}
 */
public record PeerIdentity(String name) {
  private static final int DNS_NAME = 2;

  /**
   * Checks the name.
   *
   * @throws CertificateException if the certificate is another's
   */
  public void check(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = names(certificate);
    boolean mine = names.size() == 1 && isMine(names.iterator().next());
    if (!mine) {
      throw new CertificateException("expected the certificate of " + name + ", found " + names);
    }
  }

  /**
   * Checks name and time, for a connection whose certificate was verified when it was opened, or
   * when a session that it resumes was.
   */
  public boolean isProvedBy(X509Certificate certificate, Instant now) {
    try {
      check(certificate);
      certificate.checkValidity(Date.from(now));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private boolean isMine(List<?> entry) {
    return Integer.valueOf(DNS_NAME).equals(entry.get(0)) && name.equals(entry.get(1));
  }

  private static Collection<List<?>> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null ? List.of() : names;
  }
}
