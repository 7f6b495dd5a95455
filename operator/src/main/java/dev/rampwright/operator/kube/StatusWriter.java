package dev.rampwright.operator.kube;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rampwright.contracts.ContractJson;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of a custom resource, and only when it differs.
 *
 * <p>The write is bound to the resource version that the status was derived from. A reconcile that
 * began from a stale cache therefore loses, instead of setting the recorded state back.
 */
public final class StatusWriter {
  private static final PatchContext SERVER_SIDE_APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Labels.RAMPWRIGHT)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final KubernetesSerialization serialization;
  private final Recent<String, Said> unchanged = new Recent<>();

  private record Said(String version, Object status) {}

  public StatusWriter(KubernetesClient client) {
    this.client = client;
    this.serialization = client.getKubernetesSerialization();
  }

  /** What became of a status. */
  public enum Outcome {
    /** It is in the cluster. */
    WRITTEN,
    /** It was there already. */
    UNCHANGED,
    /** The resource changed meanwhile or is gone: reconcile again soon. */
    STALE
  }

  /**
   * Writes {@code status} if it differs from that of {@code resource}.
   *
   * @param resource what the reconcile read; it is not modified
   */
  public <S> Outcome write(CustomResource<?, S> resource, S status) {
    Said said = new Said(resource.getMetadata().getResourceVersion(), status);
    String uid = resource.getMetadata().getUid();
    if (unchanged.find(uid).filter(said::equals).isPresent()) {
      return Outcome.UNCHANGED;
    }
    @Nullable S old = resource.getStatus();
    String wanted = ContractJson.write(status);
    if (old != null && wanted.equals(ContractJson.write(old))) {
      unchanged.note(uid, said);
      return Outcome.UNCHANGED;
    }
    try {
      patch(resource, wanted);
      return Outcome.WRITTEN;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Outcome.STALE;
      }
      throw e;
    }
  }

  private void patch(CustomResource<?, ?> resource, String statusJson) {
    GenericKubernetesResource fresh = new GenericKubernetesResource();
    fresh.setApiVersion(resource.getApiVersion());
    fresh.setKind(resource.getKind());
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .withResourceVersion(resource.getMetadata().getResourceVersion())
            .build());
    Map<String, Object> status =
        serialization.unmarshal(statusJson, new TypeReference<Map<String, Object>>() {});
    fresh.setAdditionalProperty("status", status);
    client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(resource.getClass()))
        .inNamespace(resource.getMetadata().getNamespace())
        .resource(fresh)
        .subresource("status")
        .patch(SERVER_SIDE_APPLY);
  }
}
