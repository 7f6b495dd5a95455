package dev.rampwright.operator.tokencache.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.kube.RestrictedAssert;
import dev.rampwright.operator.testing.GoldenYaml;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValkeyObjectsTest {
  private static final CacheNames NAMES =
      CacheNames.of(GoldenYaml.in("tokencache/managed", TokenCache.class));

  @Test
  void aManagedCacheOwnsTheseObjectsBesideItsCertificate() {
    GoldenYaml.assertOut("tokencache/managed", objects(ValkeyTransport.TLS));
  }

  @Test
  void whatTheFirstReleaseMadeStaysAsItIs() {
    GoldenYaml.assertOut("tokencache/clear", objects(ValkeyTransport.CLEAR));
  }

  private static List<HasMetadata> objects(ValkeyTransport transport) {
    Iterator<String> random = List.of("password-1", "hmac-1").iterator();
    Secret secret = CacheSecret.build(NAMES, Map.of(), Map.of(), random::next);
    String password = CacheSecret.password(secret);
    String config = ValkeyConfig.text(password, "64Mi", transport);
    return List.of(
        secret,
        ValkeyConfig.secret(NAMES, config, password, transport),
        ValkeyNetwork.policy(NAMES),
        ValkeyNetwork.service(NAMES),
        ValkeyDeployment.build(
            NAMES, TestSettings.IMAGES, config, "64Mi", Optional.empty(), transport));
  }

  @Test
  void thePodIsRestrictedAndHasNoApiToken() {
    Deployment deployment = deployment("x", Optional.empty());
    RestrictedAssert.assertRestricted(deployment.getSpec().getTemplate().getSpec());
    assertThat(deployment.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
        .isFalse();
  }

  @Test
  void thePasswordStandsInNoPodTemplate() {
    String config = config("s3cr3t", "64Mi");
    assertThat(config).contains("requirepass s3cr3t");
    assertThat(Serialization.asYaml(deployment(config, Optional.empty()))).doesNotContain("s3cr3t");
  }

  @Test
  void anotherConfigurationReplacesThePod() {
    Deployment one = deployment(config("p", "64Mi"), Optional.empty());
    Deployment other = deployment(config("p", "65Mi"), Optional.empty());
    assertThat(one.getSpec().getTemplate()).isNotEqualTo(other.getSpec().getTemplate());
  }

  @Test
  void theUsersResourcesReplaceTheDefaults() {
    ResourceRequirements asked =
        new ResourceRequirementsBuilder().addToLimits("memory", Quantity.parse("1Gi")).build();
    assertThat(
            deployment("x", Optional.of(asked))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources())
        .isEqualTo(asked);
  }

  @Test
  void aValueThatTheSecretOnceHadIsKept() {
    Secret first = CacheSecret.build(NAMES, Map.of(), Map.of(), () -> "old");
    Secret again = CacheSecret.build(NAMES, first.getData(), Map.of(), () -> "new");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void onlyAMissingKeyIsMadeAnew() {
    Secret first = CacheSecret.build(NAMES, Map.of(), Map.of(), () -> "old");
    Map<String, String> rest = Map.of("hmac", first.getData().getOrDefault("hmac", ""));
    Secret again = CacheSecret.build(NAMES, rest, Map.of(), () -> "new");
    assertThat(again.getData()).containsAllEntriesOf(rest);
    assertThat(CacheSecret.password(again)).isEqualTo("new");
  }

  @Test
  void theSecretMayBeUsedByServices() {
    assertThat(CacheSecret.build(NAMES, Map.of(), Map.of(), () -> "x").getMetadata().getLabels())
        .containsEntry(Api.LABEL_USE, Api.LABEL_USE_INFERENCE);
  }

  private static Deployment deployment(String config, Optional<ResourceRequirements> resources) {
    return ValkeyDeployment.build(
        NAMES, TestSettings.IMAGES, config, "64Mi", resources, ValkeyTransport.TLS);
  }

  private static String config(String password, String maxMemory) {
    return ValkeyConfig.text(password, maxMemory, ValkeyTransport.TLS);
  }
}
