package dev.rampwright.contracts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one sidecar must know, rendered by the operator into a ConfigMap and pushed again when a
 * live field changes. The traffic split is not in it: see {@link TrafficWeights}. In JSON the
 * members of the core stand beside the others.
 *
 * @param core what every release has said
 * @param legacyHops true while the stable revision's sidecars are of release 0.1.0: hops are then
 *     also taken on {@link SidecarPorts#SERVE}, in clear text, with {@link Headers#HOP_TOKEN};
 *     absent: never
 * @param auth how clients prove who they are; absent: nobody is asked, and all are one tenant
 * @param serving how clients are served; absent: {@link Serving#UNBOUNDED}
 */
public record SidecarConfig(
    @JsonUnwrapped Core core,
    @Nullable Boolean legacyHops,
    @Nullable ClientAuth auth,
    @Nullable Serving serving) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /** One that takes hops by mutual TLS only, and clients whoever they are. */
  public SidecarConfig(Core core) {
    this(core, null, null, null);
  }

  /**
   * What every release has said.
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
   */
  public record Core(
      int formatVersion,
      String namespace,
      String service,
      String revision,
      String model,
      Engine engine,
      Limits limits,
      String drainKey,
      @Nullable CacheConfig cache) {}

  /** The same, but hops of release 0.1.0 are taken too. */
  public SidecarConfig withLegacyHops() {
    return new SidecarConfig(core, true, auth, serving);
  }

  /** The same, but clients prove who they are; null: they need not. */
  public SidecarConfig withAuth(@Nullable ClientAuth clients) {
    return new SidecarConfig(core, legacyHops, clients, serving);
  }

  /** The same, but clients are served so. */
  public SidecarConfig withServing(@Nullable Serving how) {
    return new SidecarConfig(core, legacyHops, auth, how);
  }

  public int formatVersion() {
    return core.formatVersion();
  }

  public String namespace() {
    return core.namespace();
  }

  public String service() {
    return core.service();
  }

  public String revision() {
    return core.revision();
  }

  public String model() {
    return core.model();
  }

  public Engine engine() {
    return core.engine();
  }

  public Limits limits() {
    return core.limits();
  }

  public String drainKey() {
    return core.drainKey();
  }

  public @Nullable CacheConfig cache() {
    return core.cache();
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
   * @param tlsOnly whether clients are turned away at {@link SidecarPorts#SERVE}; absent: they are
   *     served in clear text, too
   * @param accessLog whether a line is logged for each request; absent: none is
   */
  public record Serving(
      @Nullable Pool pool,
      List<String> allowOrigins,
      @Nullable Boolean tlsOnly,
      @Nullable Boolean accessLog) {
    /** As many requests as come, of no web page. */
    public static final Serving UNBOUNDED = new Serving(null, List.of());

    /** In clear text, too. */
    public Serving(@Nullable Pool pool, List<String> allowOrigins) {
      this(pool, allowOrigins, null, null);
    }

    /** The same, but clients are turned away at {@link SidecarPorts#SERVE}. */
    public Serving byTlsOnly() {
      return new Serving(pool, allowOrigins, true, accessLog);
    }

    /** The same, but a line is logged for each request. */
    public Serving withAccessLog() {
      return new Serving(pool, allowOrigins, tlsOnly, true);
    }

    /** Whether a line is logged for each request. */
    public boolean hasAccessLog() {
      return Boolean.TRUE.equals(accessLog);
    }

    /** Whether a client that comes in clear text is turned away. */
    public boolean servesTlsOnly() {
      return Boolean.TRUE.equals(tlsOnly);
    }

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
}
