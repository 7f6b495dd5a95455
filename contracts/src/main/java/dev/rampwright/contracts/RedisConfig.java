package dev.rampwright.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second level.
 *
 * @param host of the operator's Valkey, or of the first external address
 * @param port likewise
 * @param external one that the operator does not run; absent: its own, whose password is the file
 *     {@link SidecarFiles#REDIS_PASSWORD}
 * @param tls true: the operator's own is reached by TLS, proves itself by {@code host}, and is
 *     vouched for by the file {@link SidecarFiles#TLS_AUTHORITIES}; absent: in clear text, as
 *     release 0.1.0 did. An external one says so itself
 */
public record RedisConfig(
    String host, int port, @Nullable External external, @Nullable Boolean tls) {
  /** The operator's own, in clear text. */
  public RedisConfig(String host, int port) {
    this(host, port, null, null);
  }

  /** One that the operator does not run. */
  public RedisConfig(String host, int port, External external) {
    this(host, port, external, null);
  }

  /** The same, reached by TLS. */
  public RedisConfig withTls() {
    return new RedisConfig(host, port, external, true);
  }

  /** Whether the operator's own is reached by TLS. */
  public boolean speaksTls() {
    return Boolean.TRUE.equals(tls);
  }

  /**
   * A Redis or Valkey of somebody else's.
   *
   * @param mode how it is found
   * @param addresses {@code host:port} of the server, of the sentinels, or of nodes of the cluster
   * @param username as which the sidecar logs in, with the password in the file {@link
   *     SidecarFiles#EXTERNAL_PASSWORD}; absent: it does not
   * @param masterName what the sentinels call the server; given with {@link Mode#SENTINEL}
   * @param tls whether all connections are encrypted; the authorities to believe are the file
   *     {@link SidecarFiles#REDIS_AUTHORITIES}, without it those that Java believes
   */
  public record External(
      Mode mode,
      List<String> addresses,
      @Nullable String username,
      @Nullable String masterName,
      boolean tls) {
    public External {
      addresses = List.copyOf(addresses);
    }
  }

  /** How an external second level is found. */
  public enum Mode {
    STANDALONE,
    SENTINEL,
    CLUSTER
  }
}
