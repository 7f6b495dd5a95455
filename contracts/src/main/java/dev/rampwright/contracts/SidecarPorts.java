package dev.rampwright.contracts;

/** The ports of a model pod. {@link #SERVE} and {@link #SERVE_TLS} are meant for clients. */
public final class SidecarPorts {
  /** Clients: the model's API, in clear text. */
  public static final int SERVE = 8080;

  /**
   * The operator's: {@link AdminPaths}, by mutual TLS and each call with the admin token. A sidecar
   * of release 0.1.0 expects plain HTTP here.
   */
  public static final int ADMIN = 8081;

  /**
   * The kubelet's probes and Prometheus: {@code /health/live}, {@code /health/ready}, {@code
   * /health/engine}, {@code /health/pool}, {@code /metrics}.
   */
  public static final int OBSERVE = 8082;

  /** The kubelet's preStop hook: {@code GET /drain}, which needs the drain key of the pod. */
  public static final int DRAIN = 8083;

  /**
   * Hops from sidecars of the same service, by mutual TLS. An endpoint with this port is always
   * called so. A pod of release 0.1.0 does not have it: it takes hops on {@link #SERVE}.
   */
  public static final int HOP = 8084;

  /**
   * Clients: the same by TLS, open as soon as {@link SidecarFiles#SERVING_CERTIFICATE} is there. A
   * sidecar of release 0.1.0 has no such port.
   */
  public static final int SERVE_TLS = 8443;

  /** The engine's own port, on loopback only, unless a custom engine says otherwise. */
  public static final int ENGINE = 9000;

  private SidecarPorts() {}
}
