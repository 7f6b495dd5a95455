package dev.rampwright.contracts;

/**
 * The sidecar's admin API on {@link SidecarPorts#ADMIN}: only {@link
 * dev.rampwright.contracts.tls.PeerNames#OPERATOR} may connect, and every call carries {@code
 * Authorization: Bearer <admin token>} besides.
 */
public final class AdminPaths {
  /** {@code GET}: {@link SidecarStats}. */
  public static final String STATS = "/admin/stats";

  /**
   * {@code PUT} {@link TrafficWeights}; answers {@link SidecarStats}, or 409 where a later epoch is
   * already in force.
   */
  public static final String TRAFFIC = "/admin/traffic";

  /** {@code PUT} {@link SidecarConfig}; answers {@link SidecarStats}, or 400 with the reason. */
  public static final String CONFIG = "/admin/config";

  /** {@code POST}: drains, answers when nothing is in flight or the drain timeout has passed. */
  public static final String DRAIN = "/admin/drain";

  /** {@code GET}: counters and sizes of the cache, as JSON for people. */
  public static final String CACHE_STATS = "/cache/stats";

  /** {@code GET}: the cache's part of the configuration in force. */
  public static final String CACHE_CONFIG = "/cache/config";

  /**
   * {@code POST} {@code {"tenant": "<name>"}} or {@code {"model": "<name>"}}: puts the entries out
   * of reach, here before the answer, in the other sidecars within about a second if the answer
   * says {@code "shared":true}.
   */
  public static final String CACHE_INVALIDATE = "/cache/invalidate";

  /**
   * {@code POST} by a client, on {@link SidecarPorts#SERVE}: {@code {"requests": [...]}}, up to 256
   * bodies of {@code /tokenize}; answers {@code {"results": [...]}} in the same order, null for
   * what is not in the cache. The engine is not asked.
   */
  public static final String CACHE_TOKENS_BATCH = "/cache/tokens:batch";

  /**
   * {@code POST <agent>/save} or {@code <agent>/erase} below it, {@code -} for no agent, with
   * {@code {"tenant": "<name>"}} where clients are told apart: the engine's KV slots of that agent.
   */
  public static final String CACHE_SLOTS = "/cache/slots/";

  /**
   * {@code PUT} {@link PrewarmOrder}: asked by and by, when no client needs the engine; answers how
   * far that is. Another order takes the place of the one before.
   */
  public static final String CACHE_PREWARM = "/cache/prewarm";

  private AdminPaths() {}
}
