package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the cache's keys and entries are made with.
 *
 * @param hmac of the keys
 * @param encryption of the entries, the newest first; at least one
 */
public record CacheSecrets(String hmac, List<String> encryption) {
  private static final int RANDOM_BYTES = 32;

  public CacheSecrets {
    encryption = List.copyOf(encryption);
  }

  /** For a process that shares its entries with nobody. */
  public static CacheSecrets random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    String secret = HexFormat.of().formatHex(bytes);
    return new CacheSecrets(secret, List.of(secret));
  }

  /**
   * Reads the folder. Without files of its own for the encryption, the HMAC's secret is used for
   * both; what is derived from it differs.
   *
   * @throws IOException if a file is empty or cannot be read
   */
  public static CacheSecrets read(Path folder) throws IOException {
    String hmac = text(folder.resolve(SidecarFiles.CACHE_HMAC));
    List<Path> files =
        Stream.of(SidecarFiles.CACHE_ENCRYPTION, SidecarFiles.CACHE_ENCRYPTION_PREVIOUS)
            .map(folder::resolve)
            .filter(Files::exists)
            .toList();
    if (files.isEmpty()) {
      return new CacheSecrets(hmac, List.of(hmac));
    }
    Stream.Builder<String> encryption = Stream.builder();
    for (Path file : files) {
      encryption.add(text(file));
    }
    return new CacheSecrets(hmac, encryption.build().toList());
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return text;
  }

  @Override
  public String toString() {
    return "CacheSecrets";
  }
}
