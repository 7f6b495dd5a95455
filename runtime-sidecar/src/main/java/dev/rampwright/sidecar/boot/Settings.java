package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.sidecar.http.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment says; in a pod it says nothing and the contract's values hold.
 *
 * @param config file with the configuration, {@code RAMPWRIGHT_CONFIG}
 * @param secrets folder with the admin token, {@code RAMPWRIGHT_SECRETS}
 * @param cacheSecrets folder with the cache's secrets, {@code RAMPWRIGHT_CACHE_SECRETS}
 * @param tls folder with certificate, key and authorities, {@code RAMPWRIGHT_TLS}
 * @param slots folder of the engine's KV slots, {@code RAMPWRIGHT_SLOTS}
 * @param bind address of all listeners, {@code RAMPWRIGHT_BIND}
 * @param ports of the listeners, {@code RAMPWRIGHT_{SERVE,ADMIN,OBSERVE,DRAIN,HOP,SERVE_TLS}_PORT}
 * @param drainSettle how long a draining pod expects new requests, {@code
 *     RAMPWRIGHT_DRAIN_SETTLE_MILLIS}
 * @param patience with clients, always {@link Patience#DEFAULT}
 */
public record Settings(
    Path config,
    Path secrets,
    Path cacheSecrets,
    Path tls,
    Path slots,
    String bind,
    Ports ports,
    Duration drainSettle,
    Patience patience) {
  /** Ports of the listeners; 0 takes any that is free. */
  public record Ports(int serve, int admin, int observe, int drain, int hop, int serveTls) {}

  /**
   * Reads the environment.
   *
   * @throws BootException if a number is none
   */
  public static Settings of(Map<String, String> env) throws BootException {
    return new Settings(
        Path.of(env.getOrDefault("RAMPWRIGHT_CONFIG", SidecarFiles.CONFIG)),
        Path.of(env.getOrDefault("RAMPWRIGHT_SECRETS", SidecarFiles.SECRETS)),
        Path.of(env.getOrDefault("RAMPWRIGHT_CACHE_SECRETS", SidecarFiles.CACHE_SECRETS)),
        Path.of(env.getOrDefault("RAMPWRIGHT_TLS", SidecarFiles.TLS)),
        Path.of(env.getOrDefault("RAMPWRIGHT_SLOTS", SidecarFiles.SLOTS)),
        env.getOrDefault("RAMPWRIGHT_BIND", "0.0.0.0"),
        new Ports(
            number(env, "RAMPWRIGHT_SERVE_PORT", SidecarPorts.SERVE, 65_535),
            number(env, "RAMPWRIGHT_ADMIN_PORT", SidecarPorts.ADMIN, 65_535),
            number(env, "RAMPWRIGHT_OBSERVE_PORT", SidecarPorts.OBSERVE, 65_535),
            number(env, "RAMPWRIGHT_DRAIN_PORT", SidecarPorts.DRAIN, 65_535),
            number(env, "RAMPWRIGHT_HOP_PORT", SidecarPorts.HOP, 65_535),
            number(env, "RAMPWRIGHT_SERVE_TLS_PORT", SidecarPorts.SERVE_TLS, 65_535)),
        Duration.ofMillis(number(env, "RAMPWRIGHT_DRAIN_SETTLE_MILLIS", 3_000, 600_000)),
        Patience.DEFAULT);
  }

  private static int number(Map<String, String> env, String name, int standard, int max)
      throws BootException {
    String text = env.get(name);
    if (text == null) {
      return standard;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // Reported below, with the name.
    }
    throw new BootException(name + " must be a number from 0 to " + max + ", is " + text);
  }
}
