package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.operator.inferenceservice.revision.ModelLocation;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pod: the sidecar as a native sidecar, the engine behind it. */
final class ModelPod {
  static final String CONFIG = "sidecar-config";
  static final String SECRETS = "sidecar-secrets";
  static final String TLS = "sidecar-tls";
  static final String CACHE_SECRETS = "cache-secrets";
  static final String SIDECAR_TMP = "sidecar-tmp";
  static final String ENGINE_TMP = "engine-tmp";
  static final String MODELS = "models";
  static final String SLOTS_LIVE = "kv-live";
  static final String SLOTS_STORE = "kv-store";

  /** Beyond the drain: propagation of the endpoints' change, the engine's end, the sidecar's. */
  private static final long GRACE_BEYOND_DRAIN_SECONDS = 45;

  /** Until saved slots are on the disk. */
  private static final long GRACE_FOR_SLOTS_SECONDS = 30;

  private static final long NON_ROOT = 65532;
  private static final int WORLD_READABLE = 0444;

  private ModelPod() {}

  /** The template as it is stored with the revision; rendered if it is not yet. */
  static PodTemplateSpec of(Identity service, Revision revision) {
    return revision.template().orElseGet(() -> render(service, revision));
  }

  private static PodTemplateSpec render(Identity service, Revision revision) {
    Map<String, String> labels = new TreeMap<>(revision.spec().pod().labels());
    labels.putAll(service.labels(revision.hash()));
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(new TreeMap<>(revision.spec().pod().annotations()))
        .endMetadata()
        .withSpec(spec(service, revision))
        .build();
  }

  private static PodSpec spec(Identity service, Revision revision) {
    RevisionSpec spec = revision.spec();
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(
            Math.ceilDiv(spec.drainTimeoutMillis(), 1000L)
                + GRACE_BEYOND_DRAIN_SECONDS
                + (spec.kvSlots() == null ? 0 : GRACE_FOR_SLOTS_SECONDS))
        .withSecurityContext(security(spec))
        .withInitContainers(SidecarContainer.of(spec))
        .withContainers(EngineContainer.of(service, revision))
        .withVolumes(volumes(service, revision))
        .withNodeSelector(new TreeMap<>(spec.pod().nodeSelector()))
        .withTolerations(spec.pod().tolerations())
        .withImagePullSecrets(spec.pod().imagePullSecrets())
        .build();
  }

  /**
   * No fsGroup: the claim is read-only and may be shared, its owner must not be changed; the
   * Secrets are mounted by the sidecar alone and may be readable there. But where slots are saved,
   * the pod must be able to write: what is mounted read-only stays as it is even then.
   */
  private static PodSecurityContext security(RevisionSpec spec) {
    boolean slots = spec.kvSlots() != null;
    return new PodSecurityContextBuilder()
        .withFsGroup(slots ? NON_ROOT : null)
        .withFsGroupChangePolicy(slots ? "OnRootMismatch" : null)
        .withRunAsNonRoot(true)
        .withRunAsUser(NON_ROOT)
        .withRunAsGroup(NON_ROOT)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private static List<Volume> volumes(Identity service, Revision revision) {
    RevisionSpec spec = revision.spec();
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName(CONFIG)
            .withNewConfigMap()
            .withName(service.configName(revision.hash()))
            .endConfigMap()
            .build());
    volumes.add(secret(SECRETS, service.adminSecretName(), false));
    // Not optional: the kubelet holds the pod until the certificate is there.
    volumes.add(secret(TLS, service.tlsSecretName(), false));
    if (spec.tokenCache() != null) {
      // Optional: without its TokenCache the service runs all the same, and caches nothing.
      volumes.add(secret(CACHE_SECRETS, spec.tokenCache() + "-cache", true));
    }
    volumes.add(scratch(SIDECAR_TMP));
    volumes.add(scratch(ENGINE_TMP));
    volumes.add(
        new VolumeBuilder()
            .withName(MODELS)
            .withNewPersistentVolumeClaim()
            .withClaimName(ModelLocation.parse(spec.model().uri()).claim())
            .withReadOnly(true)
            .endPersistentVolumeClaim()
            .build());
    if (spec.kvSlots() != null) {
      volumes.add(scratch(SLOTS_LIVE));
      volumes.add(slots(spec.kvSlots()));
    }
    return volumes;
  }

  private static Volume slots(RevisionSpec.KvSlots slots) {
    return slots.claim() == null
        ? new VolumeBuilder()
            .withName(SLOTS_STORE)
            .withNewEmptyDir()
            .withSizeLimit(slots.sizeLimit() == null ? null : new Quantity(slots.sizeLimit()))
            .endEmptyDir()
            .build()
        : new VolumeBuilder()
            .withName(SLOTS_STORE)
            .withNewPersistentVolumeClaim()
            .withClaimName(slots.claim())
            .endPersistentVolumeClaim()
            .build();
  }

  private static Volume secret(String volume, String secret, boolean optional) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewSecret()
        .withSecretName(secret)
        .withOptional(optional)
        .withDefaultMode(WORLD_READABLE)
        .endSecret()
        .build();
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }
}
