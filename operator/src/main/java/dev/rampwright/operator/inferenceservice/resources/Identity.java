package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.ServiceNames;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which service an object is for; from it follow all names and labels.
 *
 * @param namespace of the InferenceService
 * @param name of the InferenceService
 * @param uid of the InferenceService
 */
public record Identity(String namespace, String name, String uid) {
  /** Value of {@link Labels#NAME} on every object of an InferenceService. */
  public static final String KIND_LABEL = "inference-service";

  public static Identity of(InferenceService service) {
    return new Identity(
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        service.getMetadata().getUid());
  }

  /** Name of a revision's Deployment, Service and ControllerRevision. */
  public String revisionName(String hash) {
    return ServiceNames.revision(name, hash);
  }

  /** Name of the ConfigMap with a revision's sidecar configuration. */
  public String configName(String hash) {
    return ServiceNames.sidecarConfig(name, hash);
  }

  /** Name of the Secret with the admin token. */
  public String adminSecretName() {
    return name + "-admin";
  }

  /** Name of the Secret with the sidecars' certificate. */
  public String tlsSecretName() {
    return ServiceNames.tlsSecret(name);
  }

  /** What the certificate of its sidecars says. */
  public String peerName() {
    return PeerNames.sidecar(namespace, name);
  }

  /** Where clients inside the cluster reach the service. */
  public String url(Exposure exposure) {
    return ServiceNames.url(exposure.scheme(), name, namespace);
  }

  /** Where they reach one revision directly. */
  public String revisionUrl(String hash, Exposure exposure) {
    return ServiceNames.url(exposure.scheme(), revisionName(hash), namespace);
  }

  /** What selects the pods of one revision. */
  public Map<String, String> podSelector(String hash) {
    return new TreeMap<>(Map.of(Api.LABEL_SERVICE, name, Api.LABEL_REVISION, hash));
  }

  /** Labels of an object of the service as a whole. */
  public Map<String, String> labels() {
    return new TreeMap<>(Labels.of(KIND_LABEL, name));
  }

  /** Labels of an object of one revision. */
  public Map<String, String> labels(String hash) {
    Map<String, String> labels = labels();
    labels.putAll(podSelector(hash));
    return labels;
  }

  ObjectMeta metadata(String objectName) {
    return metadata(objectName, labels());
  }

  ObjectMeta metadata(String objectName, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(objectName)
        .withLabels(labels)
        .build();
  }
}
