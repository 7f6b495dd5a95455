package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.sidecar.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The cache's secrets in force. They are replaced as a whole when the mounted Secret changes; files
 * that cannot be used leave the last ones in force. Lives on the event loop.
 */
public final class LiveCacheSecrets {
  private final Path folder;
  private CacheSecrets inForce;
  private final List<Consumer<CacheSecrets>> listeners = new ArrayList<>();

  private LiveCacheSecrets(Path folder, CacheSecrets first) {
    this.folder = folder;
    this.inForce = first;
  }

  /**
   * Reads the folder; without a file in it, secrets of the process's own are used until there is
   * one.
   *
   * @throws IOException if a file is empty or cannot be read
   */
  public static LiveCacheSecrets read(Path folder) throws IOException {
    return new LiveCacheSecrets(
        folder, isThere(folder) ? CacheSecrets.read(folder) : CacheSecrets.random());
  }

  /** Calls back at once and after each change. */
  public void onChange(Consumer<CacheSecrets> callback) {
    listeners.add(callback);
    callback.accept(inForce);
  }

  /** Looks at the files again. */
  public void refresh(Log log) {
    if (!isThere(folder)) {
      return;
    }
    try {
      CacheSecrets next = CacheSecrets.read(folder);
      if (!next.equals(inForce)) {
        inForce = next;
        log.info("other secrets of the cache are in force");
        listeners.forEach(listener -> listener.accept(next));
      }
    } catch (IOException e) {
      log.warn("the cache's secrets cannot be read, the last ones stay: " + e.getMessage());
    }
  }

  private static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(SidecarFiles.CACHE_HMAC));
  }
}
