package dev.rampwright.sidecar.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** Comparison of secrets whose duration says nothing about where they differ. */
public final class Secrets {
  private Secrets() {}

  /** Whether both texts are equal. */
  public static boolean same(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
