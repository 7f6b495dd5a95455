package dev.rampwright.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** The operator's lease in the API server. */
public final class LeaseStore {
  private final KubernetesClient client;
  private final String namespace;

  public LeaseStore(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** The lease as it stands; empty before anybody led. */
  public Optional<Lease> read() {
    return Optional.ofNullable(
        client.leases().inNamespace(namespace).withName(LeaseTimes.NAME).get());
  }

  /**
   * Gives the lease back if {@code identity} holds it, so that the successor need not wait for its
   * end.
   */
  public void release(String identity) {
    read()
        .filter(lease -> identity.equals(lease.getSpec().getHolderIdentity()))
        .ifPresent(
            lease ->
                client
                    .leases()
                    .inNamespace(namespace)
                    .withName(LeaseTimes.NAME)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), release(lease)));
  }

  /** The version guards a successor's lease, should it have begun meanwhile. */
  private static String release(Lease lease) {
    return """
        {"metadata":{"resourceVersion":"%s"},"spec":{"holderIdentity":""}}
        """
        .formatted(lease.getMetadata().getResourceVersion());
  }
}
