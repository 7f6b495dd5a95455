package dev.rampwright.operator.kube;

/**
 * What other kinds must know of an InferenceService's objects: their names, and where clients reach
 * them.
 */
public final class ServiceNames {
  private ServiceNames() {}

  /**
   * The Deployment, Service and ControllerRevision of a revision.
   *
   * @param service the InferenceService's name
   * @param hash the revision's
   */
  public static String revision(String service, String hash) {
    return service + "-" + hash;
  }

  /**
   * The ConfigMap with the configuration of a revision's sidecars.
   *
   * @param service the InferenceService's name
   * @param hash the revision's
   */
  public static String sidecarConfig(String service, String hash) {
    return revision(service, hash) + "-sidecar";
  }

  /**
   * Where clients inside the cluster reach one of its Services.
   *
   * @param scheme {@code http} or {@code https}
   * @param service the Service's name: the InferenceService's own, or a {@link #revision}
   */
  public static String url(String scheme, String service, String namespace) {
    return "%s://%s.%s.svc".formatted(scheme, service, namespace);
  }

  /**
   * The Secret with the certificates of its sidecars.
   *
   * @param service the InferenceService's name
   */
  public static String tlsSecret(String service) {
    return service + "-tls";
  }
}
