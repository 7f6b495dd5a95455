package dev.rampwright.operator.benchmarkrun.resources;

import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.contracts.BenchFiles;
import dev.rampwright.operator.kube.Restricted;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Optional;

/** The Job of a run: one pod, never a second try, because a repeated load is another run. */
public final class RunJob {
  private static final String SPEC_FOLDER = BenchFiles.SPEC.substring(0, lastSlash());

  /** For the pod's own group, which is what fsGroup gives the file to. */
  private static final int KEY_MODE = 0440;

  private RunJob() {}

  /**
   * Builds the Job.
   *
   * @param deadline what is left of the run's deadline, at least one second
   * @param podTtl how long the finished Job stays
   * @param resources what the user asked for
   * @param key where the API key is that the requests carry
   * @param certificate where the certificate is that the target shows
   */
  public static Job build(
      RunNames names,
      Images images,
      Duration deadline,
      Duration podTtl,
      Optional<ResourceRequirements> resources,
      Optional<SecretKeyRef> key,
      Optional<SecretKeyRef> certificate) {
    PodSpec plain = pod(names, container(names, images, resources));
    PodSpec keyed =
        key.map(ref -> withFile(plain, "key", ref, BenchFiles.KEY_FOLDER, BenchFiles.KEY_FILE))
            .orElse(plain);
    PodSpec pod =
        certificate
            .map(
                ref ->
                    withFile(
                        keyed,
                        "certificate",
                        ref,
                        BenchFiles.CERTIFICATE_FOLDER,
                        BenchFiles.CERTIFICATE_FILE))
            .orElse(keyed);
    return new JobBuilder()
        .withMetadata(names.benchMeta())
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(Math.max(1, deadline.toSeconds()))
        .withTtlSecondsAfterFinished(ttlSeconds(podTtl))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(names.labels())
        .endMetadata()
        .withSpec(pod)
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The Job's {@code ttlSecondsAfterFinished}. */
  public static int ttlSeconds(Duration podTtl) {
    return Math.toIntExact(Math.min(podTtl.toSeconds(), Integer.MAX_VALUE));
  }

  private static PodSpec pod(RunNames names, Container container) {
    return new PodSpecBuilder()
        .withServiceAccountName(names.bench())
        .withAutomountServiceAccountToken(true)
        .withEnableServiceLinks(false)
        .withRestartPolicy("Never")
        .withSecurityContext(Restricted.pod())
        .withContainers(container)
        .addNewVolume()
        .withName("spec")
        .withNewConfigMap()
        .withName(names.bench())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .withSizeLimit(Quantity.parse("64Mi"))
        .endEmptyDir()
        .endVolume()
        .build();
  }

  private static Container container(
      RunNames names, Images images, Optional<ResourceRequirements> resources) {
    return new ContainerBuilder()
        .withName("bench")
        .withImage(images.benchJob())
        .withImagePullPolicy(images.pullPolicy())
        .addNewEnv()
        .withName(BenchFiles.REPORT_NAMESPACE)
        .withValue(names.namespace())
        .endEnv()
        .addNewEnv()
        .withName(BenchFiles.REPORT_CONFIG_MAP)
        .withValue(names.report())
        .endEnv()
        .withResources(resources.orElseGet(RunJob::defaults))
        .withSecurityContext(Restricted.container())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .addNewVolumeMount()
        .withName("spec")
        .withMountPath(SPEC_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  /** That one data key and no other, as a file: an environment is seen by many. */
  private static PodSpec withFile(
      PodSpec pod, String volume, SecretKeyRef ref, String folder, String file) {
    return new PodSpecBuilder(pod)
        .addNewVolume()
        .withName(volume)
        .withNewSecret()
        .withSecretName(ref.name())
        .withDefaultMode(KEY_MODE)
        .addNewItem(ref.key(), null, file)
        .endSecret()
        .endVolume()
        .editFirstContainer()
        .addNewVolumeMount()
        .withName(volume)
        .withMountPath(folder)
        .withReadOnly(true)
        .endVolumeMount()
        .endContainer()
        .build();
  }

  /** A load generator that is short of CPU measures itself: it asks for some, without a limit. */
  private static ResourceRequirements defaults() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", Quantity.parse("250m"))
        .addToRequests("memory", Quantity.parse("128Mi"))
        .addToLimits("memory", Quantity.parse("512Mi"))
        .build();
  }

  private static int lastSlash() {
    return BenchFiles.SPEC.lastIndexOf('/');
  }
}
