package dev.rampwright.contracts.tls;

/**
 * The names that our certificates carry as their only DNS name. They are identities, not addresses:
 * nothing resolves them, and a pod's address stands in no certificate.
 */
public final class PeerNames {
  /** The operator, whichever of its pods leads. */
  public static final String OPERATOR = "operator.rampwright.internal";

  private PeerNames() {}

  /**
   * The sidecars of one InferenceService.
   *
   * @param namespace of the InferenceService, without dots
   * @param service its name, without dots
   */
  public static String sidecar(String namespace, String service) {
    return service + "." + namespace + ".sidecar.rampwright.internal";
  }
}
