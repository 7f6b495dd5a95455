package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionRecords;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.kube.RestrictedAssert;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.testing.GoldenYaml;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceObjectsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String OPERATOR_NAMESPACE = "rampwright-system";
  private static final List<Integer> CLEAR = List.of(8080);

  @ParameterizedTest
  @ValueSource(strings = {"llamacpp", "custom"})
  void rendersEveryObject(String scenario) {
    InferenceService service = read(scenario);
    List<HasMetadata> objects = objects(service);

    GoldenYaml.assertOut("inferenceservice/" + scenario, objects);
  }

  @ParameterizedTest
  @ValueSource(strings = {"llamacpp", "custom"})
  void podsMeetTheRestrictedStandard(String scenario) {
    PodSpec pod = pod(read(scenario));

    RestrictedAssert.assertRestricted(pod);
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
  }

  @Test
  void theEngineIsNeverKilledForLoadingSlowly() {
    Container engine = engine(read("llamacpp"));

    assertThat(engine.getLivenessProbe()).isNull();
    assertThat(engine.getStartupProbe()).isNull();
  }

  @Test
  void thePodHasTimeToDrainAndFortyFiveSecondsMore() {
    assertThat(pod(read("llamacpp")).getTerminationGracePeriodSeconds()).isEqualTo(91 + 45);
  }

  @Test
  void aStoredTemplateIsUsedAsItIsWhateverThisReleaseWouldRender() {
    Revision revision = revision(read("llamacpp"));
    var stored =
        new PodTemplateSpecBuilder().withNewSpec().withHostname("as-it-was").endSpec().build();
    Revision kept =
        new Revision(revision.hash(), revision.spec(), revision.number(), Optional.of(stored));

    Identity identity = Identity.of(read("llamacpp"));
    assertThat(Deployments.of(identity, kept, 1).getSpec().getTemplate()).isEqualTo(stored);
  }

  /** What an installation of release 0.1.0 has stored: its pods must not be touched. */
  @Test
  void anUpgradeFromReleaseOneChangesNoPod() {
    ControllerRevision record =
        GoldenYaml.in("inferenceservice/stored-by-0.1.0", ControllerRevision.class);
    var stored = new RevisionRecords(Api.LABEL_REVISION).read(List.of(record));

    Revision kept = stored.desired(read("llamacpp"), Play.PINS);

    assertThat(kept.hash()).isEqualTo(record.getMetadata().getLabels().get(Api.LABEL_REVISION));
    assertThat(Channel.of(kept)).isEqualTo(Channel.CLEAR);
    Identity identity = Identity.of(read("llamacpp"));
    Map<?, ?> data = YAML.convertValue(record.getData(), Map.class);
    Map<?, ?> rendered =
        YAML.convertValue(Deployments.of(identity, kept, 2).getSpec().getTemplate(), Map.class);
    assertThat(ContractJson.write(rendered))
        .isEqualTo(ContractJson.write(requireNonNull(data.get("template"))));
  }

  @Test
  void aNewPodIsCalledByMutualTls() {
    assertThat(Channel.of(revision(read("llamacpp")))).isEqualTo(Channel.MUTUAL_TLS);
    assertThat(Channel.of(pod(read("custom")))).isEqualTo(Channel.MUTUAL_TLS);
  }

  @ParameterizedTest
  @CsvSource({"500m, 1", "1, 1", "2500m, 2", "8, 8"})
  void llamaCppGetsNoMoreThreadsThanCpus(String cpu, String threads) {
    String yaml = Serialization.asYaml(read("llamacpp")).replace("\"2500m\"", '"' + cpu + '"');
    InferenceService service = Serialization.unmarshal(yaml, InferenceService.class);

    assertThat(engine(service).getArgs()).containsSequence("--threads", threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t", "--threads", "--threads=3"})
  void theUsersOwnThreadsStand(String flag) {
    String yaml = Serialization.asYaml(read("llamacpp")).replace("\"--seed\"", "\"" + flag + "\"");

    assertThat(engine(Serialization.unmarshal(yaml, InferenceService.class)).getArgs())
        .filteredOn(it -> it.startsWith("-t") || it.startsWith("--threads"))
        .containsExactly(flag);
  }

  @Test
  void withoutItsTokenCacheNothingIsCached() {
    InferenceService service = read("llamacpp");

    assertThat(config(service, null).cache()).isNull();
    assertThat(config(service, cache()).cache()).isNotNull();
  }

  @Test
  void groupsOfTenantsAreRenderedByTenant() {
    var tenancy =
        requireNonNull(requireNonNull(config(read("llamacpp"), cache()).cache()).tenancy());

    assertThat(tenancy.isolated()).isTrue();
    assertThat(tenancy.groups()).isEqualTo(Map.of("alice", "search", "bob", "search"));
    TokenCache open = cache();
    open.setSpec(Serialization.unmarshal("tenancy: {isolation: None}", TokenCacheSpec.class));
    assertThat(
            requireNonNull(requireNonNull(config(read("llamacpp"), open).cache()).tenancy())
                .isolated())
        .isFalse();
  }

  @Test
  void tokensAreRememberedUnlessTheyAreSwitchedOff() {
    TokenCache cache = cache();
    cache.setSpec(Serialization.unmarshal("epoch: 1", TokenCacheSpec.class));
    assertThat(tokens(cache)).isEqualTo(new CacheConfig.Tokens(true, 300_000));

    cache.setSpec(
        Serialization.unmarshal("tokens: {enabled: false, ttl: 1m}", TokenCacheSpec.class));
    assertThat(tokens(cache)).isEqualTo(new CacheConfig.Tokens(false, 60_000));
  }

  private static CacheConfig.@Nullable Tokens tokens(TokenCache cache) {
    return requireNonNull(config(read("llamacpp"), cache).cache()).tokens();
  }

  @Test
  void aValkeyOfTheFirstReleaseIsSpokenToInClearText() {
    TokenCache cache = cache();
    RedisConfig clear = new RedisConfig("agents-valkey.demo.svc", 6379);
    assertThat(redis(cache)).isEqualTo(clear.withTls());

    cache.setStatus(
        new TokenCacheStatus(1L, List.of(), "agents-valkey.demo.svc:6379", null, 1, null, null));
    assertThat(redis(cache)).isEqualTo(clear);
  }

  private static @Nullable RedisConfig redis(TokenCache cache) {
    return requireNonNull(config(read("llamacpp"), cache).cache()).redis();
  }

  @Test
  void anExternalSecondLevelIsRenderedAndReachable() {
    TokenCache cache = cache();
    cache.setSpec(
        Serialization.unmarshal(
            """
            redis:
              external:
                mode: Sentinel
                addresses: ["s-0:26379", "s-1:26380"]
                sentinel: {masterName: mymaster}
                auth: {passwordSecretKeyRef: {name: redis, key: p}}
                tls: {}
            """,
            TokenCacheSpec.class));

    assertThat(requireNonNull(config(read("llamacpp"), cache).cache()).redis())
        .isEqualTo(
            new RedisConfig(
                "s-0",
                26379,
                new RedisConfig.External(
                    RedisConfig.Mode.SENTINEL,
                    List.of("s-0:26379", "s-1:26380"),
                    "default",
                    "mymaster",
                    true)));
    var policy =
        NetworkPolicies.of(
            Identity.of(read("llamacpp")),
            OPERATOR_NAMESPACE,
            "agents",
            requireNonNull(cache.getSpec().redis()).external(),
            null,
            CLEAR);
    assertThat(policy.getSpec().getEgress().getLast().getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactly(26379, 26380, 6379);
    assertThat(policy.getSpec().getEgress().getLast().getTo()).isEmpty();
  }

  @Test
  void letsSidecarsFetchAnIssuersKeys() {
    InferenceService service = read("llamacpp");
    ServingSpec serving =
        Serialization.unmarshal(
            "auth: {type: Jwt, jwt: {issuer: i, audiences: [a], jwksUri: 'https://i:8443/k'}}",
            ServingSpec.class);
    var policy =
        NetworkPolicies.of(Identity.of(service), OPERATOR_NAMESPACE, null, null, serving, CLEAR);

    assertThat(policy.getSpec().getEgress().getLast().getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactly(8443);
    assertThat(
            NetworkPolicies.of(Identity.of(service), OPERATOR_NAMESPACE, null, null, null, CLEAR)
                .getSpec()
                .getEgress())
        .hasSize(2);
  }

  @Test
  void theSidecarReadsWhatIsRendered() {
    SidecarConfig config = config(read("llamacpp"), cache());
    String text =
        Records.sidecarConfig(Identity.of(read("llamacpp")), config)
            .getData()
            .get(Records.CONFIG_KEY);

    assertThat(ContractJson.read(String.valueOf(text), SidecarConfig.class)).isEqualTo(config);
  }

  private static List<HasMetadata> objects(InferenceService service) {
    Identity identity = Identity.of(service);
    Revision revision = revision(service);
    @Nullable String cache = revision.spec().tokenCache();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(Records.adminSecret(identity, "a token of the test"));
    objects.add(
        withoutContent(
            Records.tlsSecret(identity, new Certificates().of(identity.peerName()), Map.of())));
    objects.add(
        NetworkPolicies.of(
            identity, OPERATOR_NAMESPACE, cache, null, service.getSpec().serving(), CLEAR));
    DisruptionBudgets.of(identity, service.getSpec()).ifPresent(objects::add);
    Collections.addAll(
        objects,
        Records.controllerRevision(identity, revision),
        Records.sidecarConfig(identity, config(service, cache == null ? null : cache())),
        Services.ofRevision(identity, revision.hash(), Exposure.CLEAR),
        Deployments.of(identity, revision, 2),
        Services.entry(identity, revision.hash(), Exposure.CLEAR));
    return objects;
  }

  /** Keys and certificates are new each time. */
  private static Secret withoutContent(Secret secret) {
    secret.getData().replaceAll((key, content) -> "");
    return secret;
  }

  private static SidecarConfig config(InferenceService service, @Nullable TokenCache cache) {
    return SidecarConfigs.of(
        Identity.of(service), revision(service), service.getSpec().serving(), cache);
  }

  private static Revision revision(InferenceService service) {
    return new Revisions(List.of()).desired(service, Play.PINS);
  }

  private static PodSpec pod(InferenceService service) {
    return Deployments.of(Identity.of(service), revision(service), 1)
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static Container engine(InferenceService service) {
    return pod(service).getContainers().getFirst();
  }

  private static InferenceService read(String scenario) {
    return GoldenYaml.in("inferenceservice/" + scenario, InferenceService.class);
  }

  private static TokenCache cache() {
    return Serialization.unmarshal(
        """
        metadata: {name: agents, namespace: demo}
        spec:
          memory: {maxSize: 32Mi}
          redis: {managed: {maxMemory: 64Mi}}
          responses: {enabled: true, ttl: 10m, when: ClientOptsIn}
          tenancy: {shared: [{name: search, tenants: [alice, bob]}]}
          epoch: 7
        """,
        TokenCache.class);
  }
}
