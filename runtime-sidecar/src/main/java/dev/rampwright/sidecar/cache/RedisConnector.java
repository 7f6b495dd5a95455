package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.UnifiedJedis;

/**
 * Makes clients of the second level: every wait is bounded by 50 ms, every pool by {@link
 * #MAX_CONNECTIONS}. Passwords and authorities are read with each connection, so that others need
 * no restart.
 *
 * @param folder with the files of {@link SidecarFiles#CACHE_SECRETS}
 * @param own with those of {@link SidecarFiles#TLS}
 */
public record RedisConnector(Path folder, Path own) {
  static final int MAX_CONNECTIONS = 8;
  static final Duration TIMEOUT = Duration.ofMillis(50);

  UnifiedJedis connect(RedisConfig redis) {
    return new RedisClients(folder, own).connect(redis);
  }
}
