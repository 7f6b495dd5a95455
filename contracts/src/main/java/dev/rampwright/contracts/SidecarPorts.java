package dev.rampwright.contracts;

/** The ports of a model pod. Only {@link #SERVE} is meant for clients. */
public final class SidecarPorts {
  /** Clients and hops from other sidecars: the model's API. */
  public static final int SERVE = 8080;

  /** The operator's: {@link AdminPaths}, each call with the admin token. */
  public static final int ADMIN = 8081;

  /**
   * The kubelet's probes and Prometheus: {@code /health/live}, {@code /health/ready}, {@code
   * /health/engine}, {@code /metrics}.
   */
  public static final int OBSERVE = 8082;

  /** The kubelet's preStop hook: {@code GET /drain}, which needs the drain key of the pod. */
  public static final int DRAIN = 8083;

  /** The engine's own port, on loopback only, unless a custom engine says otherwise. */
  public static final int ENGINE = 9000;

  private SidecarPorts() {}
}
