package dev.rampwright.contracts;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients prove which tenant they are: exactly one of the members is given.
 *
 * @param apiKeys by a key of their own
 * @param trustedHeader by a header that something in front of the service sets
 */
public record ClientAuth(@Nullable ApiKeys apiKeys, @Nullable TrustedHeader trustedHeader) {
  /** By these keys. */
  public static ClientAuth by(ApiKeys keys) {
    return new ClientAuth(keys, null);
  }

  /** By that header. */
  public static ClientAuth by(TrustedHeader header) {
    return new ClientAuth(null, header);
  }

  /**
   * Keys that clients send as {@code Authorization: Bearer} or {@code x-api-key}. What stands here
   * is of no use to whoever reads it without the admin token.
   *
   * @param tenants {@link Digests#apiKey} of each key to the tenant that it belongs to; empty:
   *     nobody is let in
   */
  public record ApiKeys(Map<String, String> tenants) {
    public ApiKeys {
      tenants = Map.copyOf(tenants);
    }
  }

  /**
   * A header whose value is the tenant. Whoever can reach the port can claim to be anybody, so that
   * a NetworkPolicy must keep all others away from it.
   *
   * @param name of the header
   */
  public record TrustedHeader(String name) {}

  /** What is wrong with it; empty if nothing is. */
  public Optional<String> problem() {
    if ((apiKeys == null) == (trustedHeader == null)) {
      return Optional.of("needs exactly one of apiKeys and trustedHeader");
    }
    if (trustedHeader != null && (trustedHeader.name() == null || trustedHeader.name().isBlank())) {
      return Optional.of("trustedHeader.name is missing");
    }
    return Optional.empty();
  }
}
