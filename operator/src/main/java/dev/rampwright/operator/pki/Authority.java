package dev.rampwright.operator.pki;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The authority of an installation, through its changes.
 *
 * @param signing what certificates are issued with now
 * @param next announced: everybody learns to believe it before it signs
 * @param previous retired: believed until the last certificate that it signed has expired
 */
public record Authority(
    CertificateAuthority signing,
    Optional<CertificateAuthority> next,
    Optional<X509Certificate> previous) {

  /** In its first year. */
  static Authority first(CertificateAuthority signing) {
    return new Authority(signing, Optional.empty(), Optional.empty());
  }

  /** Those whose certificates are believed now. */
  public List<X509Certificate> believed() {
    return Stream.of(
            Stream.of(signing.certificate()),
            next.map(CertificateAuthority::certificate).stream(),
            previous.stream())
        .flatMap(it -> it)
        .toList();
  }
}
