package dev.rampwright.operator.tokencache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.metrics.TargetMetrics;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.pki.CredentialsData;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.OperatorUnderTest;
import dev.rampwright.operator.testing.TestSettings;
import dev.rampwright.operator.testing.Versions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class TokenCacheIT {
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(Secret.class, Service.class, NetworkPolicy.class, Deployment.class);

  private static final String MANAGED =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec: {redis: {managed: {maxMemory: 64Mi}}}
      """;

  private static final String JUDGED = MANAGED.replaceAll("spec:.*", "spec: {profile: Production}");

  /** What a sidecar counts whose cache hits too little. */
  private static final SidecarStats MISSING = Caches.stats(new CacheCounters(30, 0, 70, 0, 0));

  private final KubernetesClient client;
  private final ApiServer server;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final TargetMetrics targets = new TargetMetrics(meters);
  private volatile Instant now = Instant.now();
  private final Issuer issuer = new Certificates().issuer(() -> now);
  private volatile boolean clientsInClearText;
  private String namespace = "";

  TokenCacheIT(ApiServer server) {
    this.server = server;
    this.client = server.client();
  }

  @BeforeEach
  void freshNamespace() {
    namespace = server.newNamespace();
  }

  @Test
  void ownsASecretAndAValkeyAndIsReadyOnceThatIsAvailable() {
    apply(MANAGED);
    try (OperatorUnderTest operator = start()) {
      await().until(() -> ready().equals(Optional.of("False")));
      assertThat(Versions.of(client, namespace, OWNED))
          .containsOnlyKeys(
              "Secret/agents-cache",
              "Secret/agents-valkey",
              "Secret/agents-valkey-tls",
              "Service/agents-valkey",
              "NetworkPolicy/agents-valkey",
              "Deployment/agents-valkey");
      assertThat(Owners.isControlledBy(secret(), cache())).isTrue();

      makeAvailable();

      await().until(() -> ready().equals(Optional.of("True")));
      assertThat(status().redisAddress()).isEqualTo("agents-valkey." + namespace + ".svc:6379");
      assertThat(status().redisTls()).isTrue();
      assertThat(new PeerIdentity("agents-valkey." + namespace + ".svc"))
          .as("the only name that its certificate proves")
          .matches(host -> host.isProvedBy(certificate().certificate(), Instant.now()));
      assertThat(operator.reconciles()).isPositive();
    }
  }

  @Test
  void aRestartedOperatorWritesNothingAndKeepsThePassword() {
    apply(MANAGED);
    try (OperatorUnderTest first = start()) {
      first.awaitReconciles(1);
      makeAvailable();
      await().until(() -> ready().equals(Optional.of("True")));
    }
    Map<String, String> versions = Versions.of(client, namespace, OWNED);
    String status = cache().getMetadata().getResourceVersion();

    try (OperatorUnderTest second = start()) {
      second.awaitReconciles(1);
    }

    assertThat(Versions.of(client, namespace, OWNED)).isEqualTo(versions);
    assertThat(cache().getMetadata().getResourceVersion()).isEqualTo(status);
  }

  @Test
  void withoutRedisTheValkeyGoesAndTheSecretStays() {
    apply(MANAGED);
    try (OperatorUnderTest operator = start()) {
      await().until(() -> ready().isPresent());
      Map<String, String> data = secret().getData();

      apply(MANAGED.replaceAll("spec:.*", "spec: {}"));

      await()
          .untilAsserted(
              () ->
                  assertThat(Versions.of(client, namespace, OWNED))
                      .containsOnlyKeys("Secret/agents-cache"));
      await().until(() -> ready().equals(Optional.of("True")));
      assertThat(secret().getData()).isEqualTo(data);
      assertThat(status().redisAddress()).isNull();
      assertThat(operator.reconciles()).isGreaterThan(1);
    }
  }

  @Test
  void aCertificateIsReplacedInTimeWithoutTouchingThePod() {
    apply(MANAGED);
    try (OperatorUnderTest operator = start()) {
      await().until(() -> ready().isPresent());
      operator.awaitReconciles(1);
    }
    Credentials first = certificate();
    Deployment pod = valkey();

    now = now.plus(Duration.ofDays(21));
    try (OperatorUnderTest later = start()) {
      await().until(() -> !certificate().certificate().equals(first.certificate()));
      later.awaitReconciles(1);
    }

    assertThat(certificate().authorities()).isEqualTo(first.authorities());
    assertThat(valkey().getMetadata().getGeneration()).isEqualTo(pod.getMetadata().getGeneration());
  }

  /** It may have been made by release 0.1.0, whose sidecars know no TLS. */
  @Test
  void aValkeyInClearTextStaysSoWhileASidecarOfTheFirstReleaseUsesIt() {
    apply(MANAGED);
    clientsInClearText = true;
    service();
    clear();
    try (OperatorUnderTest operator = start()) {
      operator.awaitReconciles(1);
      await().until(() -> ready().isPresent());
      assertThat(valkey().getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
      assertThat(status().redisTls()).isNull();
      assertThat(Versions.of(client, namespace, OWNED))
          .doesNotContainKey("Secret/agents-valkey-tls");
    }

    clientsInClearText = false;
    try (OperatorUnderTest operator = start()) {
      await().until(() -> Boolean.TRUE.equals(status().redisTls()));
      assertThat(valkey().getSpec().getTemplate().getSpec().getContainers()).hasSize(2);
      operator.awaitReconciles(1);
    }

    clientsInClearText = true;
    try (OperatorUnderTest operator = start()) {
      operator.awaitReconciles(1);
    }
    assertThat(valkey().getSpec().getTemplate().getSpec().getContainers())
        .as("none goes back")
        .hasSize(2);
  }

  /** As the first release's status announced its Valkey. */
  private void clear() {
    TokenCache cache = cache();
    cache.setStatus(
        new TokenCacheStatus(
            1L, List.of(), "agents-valkey." + namespace + ".svc:6379", null, null, null, null));
    client.resource(cache).updateStatus();
  }

  private void service() {
    client
        .resource(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    """
                    apiVersion: rampwright.dev/v1alpha1
                    kind: InferenceService
                    metadata: {name: chat}
                    spec:
                      model: {uri: "pvc://models/m.gguf"}
                      engine: {type: LlamaCpp}
                      cache: {tokenCacheRef: {name: agents}}
                    """,
                    InferenceService.class))
        .inNamespace(namespace)
        .create();
  }

  @Test
  void whatTheApiServerRefusesIsToldInItsOwnWords() {
    apply(MANAGED.replace("64Mi", "64Mi, resources: {limits: {gpus: 1}}"));
    try (OperatorUnderTest operator = start()) {
      await().until(() -> ready().equals(Optional.of("False")));
      operator.awaitReconciles(1);
    }
    assertThat(Optional.ofNullable(status().conditions()).orElseThrow())
        .allSatisfy(c -> assertThat(c.getReason()).isEqualTo("ApplyFailed"))
        .anySatisfy(c -> assertThat(c.getType()).isEqualTo("Stalled"))
        .allSatisfy(c -> assertThat(c.getMessage()).contains("gpus"));
  }

  @Test
  void tellsSidecarsWhatToPrewarmAndHowFarTheyAre() {
    String wanting = MANAGED.replaceAll("spec:.*", "spec: {prewarm: {configMapRef: {name: p}}}");
    readyService();
    apply(wanting);
    AtomicReference<@Nullable PrewarmOrder> ordered = new AtomicReference<>();
    try (OperatorUnderTest operator =
        start(
            new Sidecars(() -> List.of(toldOf(ordered.get()))),
            (ns, service, order) -> ordered.set(order))) {
      await().until(() -> prewarmed().equals("False/PrewarmConfigMapMissing"));

      prompts("{\"body\": {}}\nsecret");
      apply(wanting.replace("spec: {", "spec: {epoch: 1, "));
      await().until(() -> prewarmed().equals("False/PrewarmInvalid"));
      assertThat(status().conditions())
          .anySatisfy(c -> assertThat(c.getMessage()).startsWith("key a.jsonl, line 2: "));
      assertThat(ordered.get()).isNull();

      prompts("{\"body\": {}}");
      apply(wanting.replace("spec: {", "spec: {epoch: 2, "));
      await().until(() -> ordered.get() != null);
      await().until(() -> prewarmed().equals("False/Prewarming"));

      apply(wanting.replace("spec: {", "spec: {epoch: 2, profile: Production, "));
      await().until(() -> prewarmed().equals("True/PrewarmComplete"));
      assertThat(
              client.v1().events().inNamespace(namespace).list().getItems().stream()
                  .map(event -> event.getReason()))
          .contains("PrewarmComplete");
      assertThat(operator.reconciles()).isPositive();
    }
  }

  @Test
  void whatIsJudgedIsExportedUntilNobodyAsksForIt() {
    AtomicReference<List<SidecarStats>> told = new AtomicReference<>(List.of(MISSING));
    readyService();
    apply(JUDGED);
    try (OperatorUnderTest operator = start(new Sidecars(told::get), (ns, service, order) -> {})) {
      await().until(() -> met().equals(Map.of(namespace + "/agents/HitRate", 0.0)));

      told.set(List.of());
      apply(JUDGED.replace("spec: {", "spec: {epoch: 1, "));
      await().until(() -> met().isEmpty());
      assertThat(status().targets()).as("the last ones stay in the status").isNotEmpty();

      told.set(List.of(MISSING));
      apply(JUDGED.replace("spec: {", "spec: {epoch: 2, "));
      await().until(() -> !met().isEmpty());
      apply(JUDGED.replace("profile: Production", "epoch: 3"));
      await().until(() -> met().isEmpty());
      assertThat(operator.reconciles()).isPositive();
    }
  }

  @Test
  void aCacheThatIsGoneTakesAlongWhatWasExported() {
    readyService();
    apply(JUDGED);
    try (OperatorUnderTest operator =
        start(new Sidecars(() -> List.of(MISSING)), (ns, service, order) -> {})) {
      await().until(() -> !met().isEmpty());

      client.resource(cache()).delete();

      await().until(() -> met().isEmpty());
      assertThat(operator.reconciles()).isPositive();
    }
  }

  private Map<String, Double> met() {
    return meters.find("rampwright.operator.tokencache.target.met").gauges().stream()
        .collect(
            Collectors.toMap(
                it ->
                    String.join(
                        "/",
                        it.getId().getTag("tokencache_namespace"),
                        it.getId().getTag("tokencache"),
                        it.getId().getTag("target")),
                Gauge::value));
  }

  private static SidecarStats toldOf(@Nullable PrewarmOrder order) {
    return Caches.stats(CacheCounters.NONE)
        .with(order == null ? null : new SidecarStats.Prewarm(order.digest(), 1, 1, 0, 0), null);
  }

  private void prompts(String lines) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace(namespace)
                .endMetadata()
                .withData(Map.of("a.jsonl", lines))
                .build())
        .createOr(NonDeletingOperation::update);
  }

  /** With one ready pod. */
  private void readyService() {
    InferenceService user = Caches.user(1);
    user.getMetadata().setNamespace(namespace);
    client.resource(user).create();
    client
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName("chat")
        .editStatus(
            stored -> {
              stored.setStatus(Caches.user(1).getStatus());
              return stored;
            });
  }

  private String prewarmed() {
    return Optional.ofNullable(cache().getStatus()).map(TokenCacheStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(condition -> condition.getType().equals("Prewarmed"))
        .map(condition -> condition.getStatus() + "/" + condition.getReason())
        .findFirst()
        .orElse("");
  }

  private OperatorUnderTest start() {
    return start(new Sidecars(() -> List.of()), (ns, service, order) -> {});
  }

  private OperatorUnderTest start(SidecarReadings sidecars, PrewarmOrders orders) {
    return OperatorUnderTest.start(
        client,
        namespace,
        new TokenCacheReconciler(
            client,
            TestSettings.withUrlTargets(false),
            sidecars,
            orders,
            targets,
            issuer,
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString()),
        targets);
  }

  private final class Sidecars implements SidecarReadings {
    private final Supplier<List<SidecarStats>> say;

    Sidecars(Supplier<List<SidecarStats>> say) {
      this.say = say;
    }

    @Override
    public List<SidecarStats> read(String of, String service) {
      return say.get();
    }

    @Override
    public boolean anyInClearText(String of, String service) {
      return clientsInClearText;
    }
  }

  private Credentials certificate() {
    return CredentialsData.in(
            client.secrets().inNamespace(namespace).withName("agents-valkey-tls").get())
        .orElseThrow();
  }

  private Deployment valkey() {
    return client.apps().deployments().inNamespace(namespace).withName("agents-valkey").require();
  }

  private void apply(String yaml) {
    client
        .resource(client.getKubernetesSerialization().unmarshal(yaml, TokenCache.class))
        .inNamespace(namespace)
        .fieldManager("test")
        .forceConflicts()
        .serverSideApply();
  }

  private void makeAvailable() {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("agents-valkey")
        .editStatus(
            deployment ->
                deployment
                    .edit()
                    .editOrNewStatus()
                    .withReplicas(1)
                    .withReadyReplicas(1)
                    .withAvailableReplicas(1)
                    .endStatus()
                    .build());
  }

  private Secret secret() {
    return client.secrets().inNamespace(namespace).withName("agents-cache").require();
  }

  private TokenCache cache() {
    return client.resources(TokenCache.class).inNamespace(namespace).withName("agents").require();
  }

  private TokenCacheStatus status() {
    return Optional.ofNullable(cache().getStatus()).orElseThrow();
  }

  private Optional<String> ready() {
    return Optional.ofNullable(cache().getStatus())
        .flatMap(status -> Optional.ofNullable(status.conditions()))
        .flatMap(all -> all.stream().filter(c -> c.getType().equals("Ready")).findFirst())
        .map(Condition::getStatus);
  }
}
