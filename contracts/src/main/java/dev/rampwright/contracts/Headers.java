package dev.rampwright.contracts;

/**
 * Header names of our own. The hop headers are removed from every request that comes from outside.
 */
public final class Headers {
  /**
   * On a forwarded request: the sender's epoch, a decimal number. A request that carries it is
   * never split again.
   */
  public static final String HOP_EPOCH = "x-rampwright-hop-epoch";

  /**
   * On a forwarded request in clear text: proof that a sidecar of the same service sent it. Used
   * with sidecars of release 0.1.0 only, see {@link SidecarConfig#legacyHops}.
   */
  public static final String HOP_TOKEN = "x-rampwright-hop-token";

  /**
   * On a request forwarded by mutual TLS: the tenant that the sender authenticated, which the
   * receiver believes; absent: nobody was asked.
   */
  public static final String TENANT = "x-rampwright-tenant";

  /**
   * From a client: one of its agents. It can keep entries of a tenant apart, and never brings those
   * of two tenants together.
   */
  public static final String AGENT = "x-agent-id";

  /** On every answer: the revision whose engine (or cache) gave it. */
  public static final String REVISION = "x-rampwright-revision";

  /**
   * On every answer and forwarded request: the request's id, the client's own where it sent one.
   */
  public static final String REQUEST_ID = "x-request-id";

  /** On the kubelet's drain call: the pod's drain key. */
  public static final String DRAIN_KEY = "x-rampwright-drain-key";

  private Headers() {}
}
