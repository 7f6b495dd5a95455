package dev.rampwright.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one sidecar must know, rendered by the operator into a ConfigMap and pushed again when a
 * live field changes. The traffic split is not in it: see {@link TrafficWeights}.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param namespace the pod's namespace; a label of every metric and log line
 * @param service the InferenceService's name
 * @param revision the hash of the pod's revision; part of every cache key
 * @param model the model name that clients ask for
 * @param engine where the engine listens
 * @param limits deadlines and bounds
 * @param drainKey what the kubelet's preStop call must carry in {@link Headers#DRAIN_KEY}
 * @param cache absent: nothing is cached
 * @param legacyHops true while the stable revision's sidecars are of release 0.1.0: hops are then
 *     also taken on {@link SidecarPorts#SERVE}, in clear text, with {@link Headers#HOP_TOKEN};
 *     absent: never
 * @param auth how clients prove who they are; absent: nobody is asked, and all are one tenant
 * @param serving how clients are served; absent: {@link Serving#UNBOUNDED}
 */
public record SidecarConfig(
    int formatVersion,
    String namespace,
    String service,
    String revision,
    String model,
    Engine engine,
    Limits limits,
    String drainKey,
    @Nullable Cache cache,
    @Nullable Boolean legacyHops,
    @Nullable ClientAuth auth,
    @Nullable Serving serving) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /** One that takes hops by mutual TLS only, and clients whoever they are. */
  public SidecarConfig(
      int formatVersion,
      String namespace,
      String service,
      String revision,
      String model,
      Engine engine,
      Limits limits,
      String drainKey,
      @Nullable Cache cache) {
    this(
        formatVersion,
        namespace,
        service,
        revision,
        model,
        engine,
        limits,
        drainKey,
        cache,
        null,
        null,
        null);
  }

  /** The same, but hops of release 0.1.0 are taken too. */
  public SidecarConfig withLegacyHops() {
    return new SidecarConfig(
        formatVersion,
        namespace,
        service,
        revision,
        model,
        engine,
        limits,
        drainKey,
        cache,
        true,
        auth,
        serving);
  }

  /** The same, but clients prove who they are; null: they need not. */
  public SidecarConfig withAuth(@Nullable ClientAuth clients) {
    return new SidecarConfig(
        formatVersion,
        namespace,
        service,
        revision,
        model,
        engine,
        limits,
        drainKey,
        cache,
        legacyHops,
        clients,
        serving);
  }

  /** The same, but clients are served so. */
  public SidecarConfig withServing(@Nullable Serving how) {
    return new SidecarConfig(
        formatVersion,
        namespace,
        service,
        revision,
        model,
        engine,
        limits,
        drainKey,
        cache,
        legacyHops,
        auth,
        how);
  }

  /** How clients are served. */
  public Serving servingOrDefault() {
    return serving == null ? Serving.UNBOUNDED : serving;
  }

  /** Whether a request in clear text may be a hop. */
  public boolean takesLegacyHops() {
    return Boolean.TRUE.equals(legacyHops);
  }

  /**
   * The model server beside the sidecar.
   *
   * @param host loopback address
   * @param port TCP port
   * @param healthPath answers 200 once the model is loaded
   */
  public record Engine(String host, int port, String healthPath) {}

  /**
   * Deadlines and bounds of one request, all in milliseconds but the last.
   *
   * @param requestTimeoutMillis from the request's arrival to the answer's end
   * @param streamIdleTimeoutMillis longest silence inside a streamed answer
   * @param drainTimeoutMillis longest wait for requests in flight at shutdown
   * @param maxBodyBytes a longer request is answered 413
   */
  public record Limits(
      long requestTimeoutMillis,
      long streamIdleTimeoutMillis,
      long drainTimeoutMillis,
      int maxBodyBytes) {}

  /**
   * How clients are served.
   *
   * @param pool how many requests are taken at once; absent: as many as come
   * @param allowOrigins origins, as browsers send them, whose pages may read answers, or {@code *}
   *     for all; absent: none
   */
  public record Serving(@Nullable Pool pool, List<String> allowOrigins) {
    /** As many requests as come, of no web page. */
    public static final Serving UNBOUNDED = new Serving(null, List.of());

    @SuppressWarnings("NullableProblems") // absent in what another release writes
    public Serving {
      allowOrigins = allowOrigins == null ? List.of() : List.copyOf(allowOrigins);
    }
  }

  /**
   * The requests that are taken at once. Whatever comes beyond is answered 429.
   *
   * @param slots requests that the engine is given at once, at least 1
   * @param queueDepth requests that wait for a slot, at least 0
   */
  public record Pool(int slots, int queueDepth) {}

  /**
   * What is remembered, and where.
   *
   * @param name the TokenCache's name
   * @param epoch raising it drops every entry
   * @param memoryMaxBytes bound of the first level
   * @param responses exact replay of deterministic answers
   * @param redis the second level; absent: memory only
   * @param tenancy who shares with whom; absent: nobody with anybody
   * @param kvSlots the engine's slots, saved and restored; absent: the engine has no folder for
   *     them
   * @param tokens token IDs and counts; absent: they are not remembered
   */
  public record Cache(
      String name,
      long epoch,
      long memoryMaxBytes,
      Responses responses,
      @Nullable Redis redis,
      @Nullable Tenancy tenancy,
      @Nullable KvSlots kvSlots,
      @Nullable Tokens tokens) {
    /** One in which no tenant shares anything. */
    public Cache(
        String name, long epoch, long memoryMaxBytes, Responses responses, @Nullable Redis redis) {
      this(name, epoch, memoryMaxBytes, responses, redis, null, null, null);
    }

    /** The same with these token IDs. */
    public Cache withTokens(Tokens other) {
      return new Cache(name, epoch, memoryMaxBytes, responses, redis, tenancy, kvSlots, other);
    }

    /** One that leaves the engine's slots alone, and remembers no token IDs. */
    public Cache(
        String name,
        long epoch,
        long memoryMaxBytes,
        Responses responses,
        @Nullable Redis redis,
        @Nullable Tenancy tenancy) {
      this(name, epoch, memoryMaxBytes, responses, redis, tenancy, null, null);
    }
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

  /**
   * The second level.
   *
   * @param host of the operator's Valkey, or of the first external address
   * @param port likewise
   * @param external one that the operator does not run; absent: its own, whose password is the file
   *     {@link SidecarFiles#REDIS_PASSWORD}
   */
  public record Redis(String host, int port, @Nullable External external) {
    /** The operator's own. */
    public Redis(String host, int port) {
      this(host, port, null);
    }
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
