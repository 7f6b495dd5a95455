package dev.rampwright.operator.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** How long certificates hold. Each is replaced when two thirds of its life have passed. */
final class Lifetimes {
  static final Duration AUTHORITY = Duration.ofDays(365);
  static final Duration LEAF = Duration.ofDays(30);

  /**
   * Between the next authority's making and its first signature. A mounted Secret changes within
   * minutes, an operator that was stopped meanwhile needs no more; a day leaves room for nodes that
   * come back late.
   */
  static final Duration ANNOUNCEMENT = Duration.ofDays(1);

  /** Certificates begin that much before they are made: clocks of nodes differ. */
  static final Duration BACKDATED = Duration.ofHours(1);

  private Lifetimes() {}

  static Instant madeAt(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant().plus(BACKDATED);
  }

  static boolean isDue(X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    return !now.isBefore(begin.plus(Duration.between(begin, end).multipliedBy(2).dividedBy(3)));
  }

  static boolean isOver(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotAfter().toInstant());
  }
}
