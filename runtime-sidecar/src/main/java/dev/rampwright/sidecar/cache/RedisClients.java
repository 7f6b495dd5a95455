package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/**
 * Makes clients of the second level, see {@link RedisConnector}. Only this class makes the JVM load
 * those of Jedis, whose five thousand methods take some 4 MB.
 */
final class RedisClients {
  private final Path folder;
  private final Path own;

  RedisClients(Path folder, Path own) {
    this.folder = folder;
    this.own = own;
  }

  UnifiedJedis connect(RedisConfig redis) {
    RedisConfig.@Nullable External external = redis.external();
    if (external == null) {
      Path password = folder.resolve(SidecarFiles.REDIS_PASSWORD);
      return standalone(
          new HostAndPort(redis.host(), redis.port()),
          config(
              Files.exists(password) ? password : null,
              null,
              redis.speaksTls() ? RedisTls.by(own.resolve(SidecarFiles.TLS_AUTHORITIES)) : null));
    }
    Path password =
        external.username() == null ? null : folder.resolve(SidecarFiles.EXTERNAL_PASSWORD);
    JedisClientConfig config = config(password, external.username(), tls(external));
    Set<HostAndPort> addresses =
        external.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet());
    return switch (external.mode()) {
      case STANDALONE -> standalone(addresses.iterator().next(), config);
      case SENTINEL -> sentinel(external, addresses, config);
      case CLUSTER ->
          RedisClusterClient.builder()
              .nodes(addresses)
              .clientConfig(config)
              .poolConfig(pool())
              .maxAttempts(2)
              .maxTotalRetriesDuration(RedisConnector.TIMEOUT)
              .build();
    };
  }

  private static UnifiedJedis standalone(HostAndPort address, JedisClientConfig config) {
    return RedisClient.builder()
        .hostAndPort(address)
        .clientConfig(config)
        .poolConfig(pool())
        .build();
  }

  private UnifiedJedis sentinel(
      RedisConfig.External external, Set<HostAndPort> sentinels, JedisClientConfig config) {
    Path password = folder.resolve(SidecarFiles.SENTINEL_PASSWORD);
    return RedisSentinelClient.builder()
        .masterName(
            Objects.requireNonNull(external.masterName(), "checked when the record was read"))
        .sentinels(sentinels)
        .sentinelClientConfig(config(Files.exists(password) ? password : null, null, tls(external)))
        .clientConfig(config)
        .poolConfig(pool())
        .build();
  }

  private @Nullable SslOptions tls(RedisConfig.External external) {
    if (!external.tls()) {
      return null;
    }
    Path authorities = folder.resolve(SidecarFiles.REDIS_AUTHORITIES);
    return Files.exists(authorities) ? RedisTls.by(authorities) : RedisTls.byThePlatforms();
  }

  private static JedisClientConfig config(
      @Nullable Path password, @Nullable String username, @Nullable SslOptions tls) {
    int timeout = (int) RedisConnector.TIMEOUT.toMillis();
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(timeout)
            .socketTimeoutMillis(timeout)
            .clientName("rampwright-sidecar")
            // Needs a further right, and a server of 7.2.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (password != null) {
      config.credentialsProvider(() -> new DefaultRedisCredentials(username, read(password)));
    }
    if (tls != null) {
      config.sslOptions(tls);
    }
    return config.build();
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(RedisConnector.MAX_CONNECTIONS);
    pool.setMaxIdle(RedisConnector.MAX_CONNECTIONS);
    pool.setMaxWait(RedisConnector.TIMEOUT);
    pool.setJmxEnabled(false);
    return pool;
  }

  private static String read(Path password) {
    try {
      return Files.readString(password).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + password, e);
    }
  }
}
