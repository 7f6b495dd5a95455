package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.UnifiedJedis;

/**
 * Makes clients of the second level: every wait is bounded by 50 ms, every pool by {@link
 * #MAX_CONNECTIONS}. The password file is read with each connection, so that another password needs
 * no restart.
 */
public final class RedisConnector {
  static final int MAX_CONNECTIONS = 8;
  static final Duration TIMEOUT = Duration.ofMillis(50);

  private final Path passwordFile;

  public RedisConnector(Path passwordFile) {
    this.passwordFile = passwordFile;
  }

  UnifiedJedis connect(SidecarConfig.Redis address) {
    int timeout = (int) TIMEOUT.toMillis();
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(timeout)
            .socketTimeoutMillis(timeout)
            .clientName("rampwright-sidecar");
    if (Files.exists(passwordFile)) {
      config.credentialsProvider(this::credentials);
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxIdle(MAX_CONNECTIONS);
    pool.setMaxWait(TIMEOUT);
    pool.setJmxEnabled(false);
    return RedisClient.builder()
        .hostAndPort(address.host(), address.port())
        .clientConfig(config.build())
        .poolConfig(pool)
        .build();
  }

  private RedisCredentials credentials() {
    try {
      return new DefaultRedisCredentials(null, Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + passwordFile, e);
    }
  }
}
