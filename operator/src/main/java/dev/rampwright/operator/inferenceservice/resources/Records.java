package dev.rampwright.operator.inferenceservice.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionRecords;
import dev.rampwright.operator.pki.CredentialsData;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects that keep data: the revision itself, the sidecar's configuration, its certificate, the
 * admin token.
 */
public final class Records {
  /** Key of the configuration in its ConfigMap. */
  public static final String CONFIG_KEY = "config.json";

  private Records() {}

  /** Keeps the revision's resolved spec, and its pod as it was first rendered. */
  public static ControllerRevision controllerRevision(Identity service, Revision revision) {
    return new ControllerRevisionBuilder()
        .withMetadata(
            service.metadata(
                service.revisionName(revision.hash()), service.labels(revision.hash())))
        .withData(RevisionRecords.data(revision.spec(), ModelPod.of(service, revision)))
        .withRevision(revision.number())
        .build();
  }

  /** What a sidecar of the revision reads at its start. */
  public static ConfigMap sidecarConfig(Identity service, SidecarConfig config) {
    String hash = config.revision();
    return new ConfigMapBuilder()
        .withMetadata(service.metadata(service.configName(hash), service.labels(hash)))
        .withData(Map.of(CONFIG_KEY, ContractJson.write(config)))
        .build();
  }

  /** The admin token; made once, with the service. */
  public static Secret adminSecret(Identity service, String token) {
    return secret(
        service, service.adminSecretName(), Map.of(SidecarFiles.ADMIN_TOKEN, base64(token)));
  }

  /**
   * Certificate, key and authorities of the service's sidecars; they look at it again and again.
   *
   * @param serving the certificate that clients are shown, by the names of its files; may be empty
   */
  public static Secret tlsSecret(
      Identity service, Credentials credentials, Map<String, String> serving) {
    Map<String, String> data = new TreeMap<>(CredentialsData.of(credentials));
    serving.forEach((file, text) -> data.put(file, base64(text)));
    return secret(service, service.tlsSecretName(), data);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Secret secret(Identity service, String name, Map<String, String> data) {
    Map<String, String> labels = service.labels();
    labels.put(Api.LABEL_USE, Api.LABEL_USE_INFERENCE);
    return new SecretBuilder()
        .withMetadata(service.metadata(name, labels))
        .withType("Opaque")
        .withData(data)
        .build();
  }
}
