package dev.rampwright.operator.app;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Passwords and keys: 256 random bits, as 64 hexadecimal digits. */
final class RandomText implements Supplier<String> {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
