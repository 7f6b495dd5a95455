package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.pki.AuthorityStore;
import dev.rampwright.operator.pki.CertificateMaker;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.pki.OwnCredentials;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.time.Clock;

/**
 * Operators of one installation after another. What has no memory that matters is shared: the
 * connections to the API server and to the sidecars.
 */
final class Operators implements AutoCloseable {
  final WriteGate gate = new WriteGate();
  private final Maker maker;
  private final KubernetesClient client;
  private final KubernetesClient admin;

  Operators(ApiServer server, Maker maker) {
    this.maker = maker;
    this.client = server.clientThrough(gate);
    this.admin = server.client();
  }

  /** The sidecars of an installation, as its operators call them. */
  SidecarClient sidecars(String operatorNamespace) {
    return new SidecarClient(new OwnCredentials(issuer(admin, operatorNamespace)));
  }

  /** Another operator. Its certificates follow the machine's clock, as TLS does. */
  Reconciler<InferenceService> next(String operatorNamespace, SidecarClient sidecars, Clock clock) {
    return maker.make(
        client,
        TestSettings.withUrlTargets(false),
        sidecars,
        issuer(client, operatorNamespace),
        clock);
  }

  private static Issuer issuer(KubernetesClient client, String operatorNamespace) {
    CertificateMaker certificates = new CertificateMaker();
    Clock clock = Clock.systemUTC();
    return new Issuer(
        new AuthorityStore(client, operatorNamespace, certificates, clock), certificates, clock);
  }

  @Override
  public void close() {
    client.close();
  }
}
