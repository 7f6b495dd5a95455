package dev.rampwright.operator.kube;

/** What other kinds must know of the names of an InferenceService's objects. */
public final class ServiceNames {
  private ServiceNames() {}

  /**
   * The Secret with the certificates of its sidecars.
   *
   * @param service the InferenceService's name
   */
  public static String tlsSecret(String service) {
    return service + "-tls";
  }
}
