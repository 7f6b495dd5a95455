package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.testing.GoldenYaml;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the engine's KV slots are in a pod. */
class KvSlotsPodTest {
  private static final String ENGINES = "/var/lib/rampwright/slots/live";

  private final InferenceService service =
      GoldenYaml.in("inferenceservice/llamacpp", InferenceService.class);

  @Test
  void givesTheEngineAFolderAndTheSidecarTheClaim() {
    PodSpec pod = pod("{enabled: true, storage: {persistentVolumeClaim: {claimName: kv}}}");
    Container engine = pod.getContainers().getFirst();
    Container sidecar = pod.getInitContainers().getFirst();

    assertThat(engine.getArgs()).containsSequence("--slot-save-path", ENGINES);
    assertThat(engine.getVolumeMounts())
        .extracting(VolumeMount::getName)
        .contains("kv-live")
        .doesNotContain("kv-store");
    assertThat(sidecar.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains(ENGINES, "/var/lib/rampwright/slots/store");
    assertThat(volume(pod, "kv-live").getEmptyDir()).isNotNull();
    assertThat(volume(pod, "kv-store").getPersistentVolumeClaim().getClaimName()).isEqualTo("kv");
    assertThat(volume(pod, "kv-store").getPersistentVolumeClaim().getReadOnly()).isNull();
    assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(65532);
  }

  @Test
  void leavesOtherPodsAsTheyAre() {
    PodSpec pod = pod("{enabled: false}");

    assertThat(pod.getVolumes()).extracting(Volume::getName).noneMatch(it -> it.startsWith("kv"));
    assertThat(pod.getContainers().getFirst().getArgs()).doesNotContain("--slot-save-path");
    assertThat(pod.getSecurityContext().getFsGroup()).isNull();
    long grace = pod.getTerminationGracePeriodSeconds();
    assertThat(pod("{enabled: true, storage: {emptyDir: {}}}").getTerminationGracePeriodSeconds())
        .isEqualTo(grace + 30);
  }

  @Test
  void tellsOnlySidecarsThatHaveAFolder() {
    TokenCache enabled =
        cache("{enabled: true, perTenant: 2, maxSize: 1Gi, storage: {emptyDir: {}}}");
    Revision with = new Revisions(List.of()).desired(service, Play.PINS, enabled);
    Revision without = new Revisions(List.of()).desired(service, Play.PINS, cache("null"));

    assertThat(slots(with, enabled)).isEqualTo(new CacheConfig.KvSlots(2, 1L << 30));
    assertThat(slots(without, enabled)).isNull();
    assertThat(slots(with, cache("{enabled: false}"))).isNull();
  }

  private CacheConfig.@Nullable KvSlots slots(Revision revision, TokenCache cache) {
    SidecarConfig config =
        SidecarConfigs.of(Identity.of(service), revision, service.getSpec().serving(), cache);
    return requireNonNull(config.cache()).kvSlots();
  }

  private PodSpec pod(String kvSlots) {
    Revision revision = new Revisions(List.of()).desired(service, Play.PINS, cache(kvSlots));
    return Deployments.of(Identity.of(service), revision, 1).getSpec().getTemplate().getSpec();
  }

  private static Volume volume(PodSpec pod, String name) {
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static TokenCache cache(String kvSlots) {
    return Serialization.unmarshal(
        "metadata: {name: agents}\nspec: {kvSlots: %s}".formatted(kvSlots), TokenCache.class);
  }
}
