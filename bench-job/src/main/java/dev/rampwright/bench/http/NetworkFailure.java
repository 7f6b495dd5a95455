package dev.rampwright.bench.http;

import java.security.cert.CertificateException;
import java.util.Objects;

/**
 * What a network error is called.
 *
 * @param kind the class name, of the JDK's or Vert.x's class where the error is a private subclass
 * @param detail its message
 */
record NetworkFailure(String kind, String detail) {
  static NetworkFailure of(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        // What the handshake's failure says hides it.
        return named(cause);
      }
    }
    return named(error);
  }

  private static NetworkFailure named(Throwable error) {
    Class<?> type = error.getClass();
    while ((type.getName().startsWith("io.netty.") || type.isAnonymousClass())
        && type.getSuperclass() != Throwable.class) {
      type = type.getSuperclass();
    }
    return new NetworkFailure(type.getSimpleName(), Objects.toString(error.getMessage(), ""));
  }
}
