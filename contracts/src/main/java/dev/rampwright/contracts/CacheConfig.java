package dev.rampwright.contracts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered, and where.
 *
 * @param name the TokenCache's name
 * @param epoch raising it drops every entry
 * @param memoryMaxBytes bound of the first level
 * @param responses exact replay of deterministic answers
 * @param redis the second level; absent: memory only
 * @param tenancy who shares with whom; absent: nobody with anybody
 * @param kvSlots the engine's slots, saved and restored; absent: the engine has no folder for them
 * @param tokens token IDs and counts; absent: they are not remembered
 */
public record CacheConfig(
    String name,
    long epoch,
    long memoryMaxBytes,
    Responses responses,
    @Nullable RedisConfig redis,
    @Nullable Tenancy tenancy,
    @Nullable KvSlots kvSlots,
    @Nullable Tokens tokens) {
  /** One in which no tenant shares anything. */
  public CacheConfig(
      String name,
      long epoch,
      long memoryMaxBytes,
      Responses responses,
      @Nullable RedisConfig redis) {
    this(name, epoch, memoryMaxBytes, responses, redis, null, null, null);
  }

  /** The same with these token IDs. */
  public CacheConfig withTokens(Tokens other) {
    return new CacheConfig(name, epoch, memoryMaxBytes, responses, redis, tenancy, kvSlots, other);
  }

  /** One that leaves the engine's slots alone, and remembers no token IDs. */
  public CacheConfig(
      String name,
      long epoch,
      long memoryMaxBytes,
      Responses responses,
      @Nullable RedisConfig redis,
      @Nullable Tenancy tenancy) {
    this(name, epoch, memoryMaxBytes, responses, redis, tenancy, null, null);
  }

  /**
   * KV slots of llama.cpp, pinned to tenants and agents, kept in the folders of {@link
   * SidecarFiles#SLOTS}.
   *
   * @param perTenant slots that one tenant may hold at once, at least 1; where clients are not
   *     asked who they are it bounds nothing
   * @param maxBytes bound of the saved slots together
   */
  public record KvSlots(int perTenant, long maxBytes) {}

  /**
   * Which tenants are replayed each other's answers.
   *
   * @param isolated false: all of them
   * @param groups tenant to the name of the group within which it shares
   */
  public record Tenancy(boolean isolated, Map<String, String> groups) {
    public Tenancy {
      groups = Map.copyOf(groups);
    }
  }

  /**
   * Token IDs and counts.
   *
   * @param enabled off: every call to tokenize reaches the engine
   * @param ttlMillis how long they may be replayed
   */
  public record Tokens(boolean enabled, long ttlMillis) {}

  /**
   * Exact replay.
   *
   * @param enabled off: every request reaches the engine
   * @param ttlMillis how long an answer may be replayed
   * @param when which requests; absent: {@link When#EXPLICITLY_DETERMINISTIC}
   * @param staleWhileRevalidateMillis how long after that it is still replayed while one request
   *     asks the engine anew (RFC 5861, section 3); absent: not at all
   */
  public record Responses(
      boolean enabled,
      long ttlMillis,
      @Nullable When when,
      @Nullable Long staleWhileRevalidateMillis) {
    /** Whose answers are not replayed when they have expired. */
    public Responses(boolean enabled, long ttlMillis, @Nullable When when) {
      this(enabled, ttlMillis, when, null);
    }

    /** Of deterministic requests. */
    public Responses(boolean enabled, long ttlMillis) {
      this(enabled, ttlMillis, null);
    }
  }

  /** Which requests may be replayed. */
  public enum When {
    /** Those that ask for a deterministic answer. */
    EXPLICITLY_DETERMINISTIC,
    /** Those whose client says how old an answer may be. */
    CLIENT_OPTS_IN
  }
}
