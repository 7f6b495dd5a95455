package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.Versions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class InferenceServiceIT {
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(
          Secret.class,
          Service.class,
          ConfigMap.class,
          ControllerRevision.class,
          Deployment.class,
          NetworkPolicy.class);

  private static final String CHAT =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
        rollout:
          scaleDownDelay: 0s
          steps:
          - {weight: 10, hold: 0s, maxHold: 20s}
          - {weight: 50, hold: 0s, maxHold: 20s}
          - {weight: 100, hold: 0s, maxHold: 20s}
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  private static final String NEXT = CHAT.replace("contextLength: 1024", "contextLength: 2048");

  private final ServiceScene scene;

  InferenceServiceIT(ApiServer server) {
    scene = new ServiceScene(server);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void bringsUpTheFirstRevisionAndOwnsAllThatItMakes() {
    String hash = servingChat();

    assertThat(Versions.of(scene.client, scene.namespace, OWNED))
        .containsOnlyKeys(
            "Secret/chat-admin",
            "Secret/chat-tls",
            "Service/chat",
            "Service/chat-" + hash,
            "ConfigMap/chat-" + hash + "-sidecar",
            "ControllerRevision/chat-" + hash,
            "Deployment/chat-" + hash,
            "NetworkPolicy/chat");
    OWNED.forEach(
        type ->
            assertThat(scene.client.resources(type).inNamespace(scene.namespace).list().getItems())
                .allSatisfy(it -> assertThat(Owners.isControlledBy(it, scene.service())).isTrue()));
    assertThat(scene.status().url()).isEqualTo("http://chat.%s.svc".formatted(scene.namespace));
    assertThat(scene.condition("Reconciling")).isEmpty();
    assertThat(scene.condition("Stalled")).isEmpty();
    assertThat(requireNonNull(scene.status().cache()).hitRate()).isEqualTo("0.75");
  }

  @Test
  void aRestartedOperatorMakesWhatIsMissingAndWritesNothingElse() {
    servingChat();
    scene.stopOperator();
    Map<String, String> before = Versions.of(scene.client, scene.namespace, OWNED);
    String version = scene.service().getMetadata().getResourceVersion();
    scene.client.network().v1().networkPolicies().inNamespace(scene.namespace).delete();

    scene.startOperator();

    await()
        .until(
            () ->
                Versions.of(scene.client, scene.namespace, OWNED)
                    .containsKey("NetworkPolicy/chat"));
    assertThat(Versions.of(scene.client, scene.namespace, OWNED))
        .allSatisfy(
            (name, found) -> {
              if (!name.equals("NetworkPolicy/chat")) {
                assertThat(found).as(name).isEqualTo(before.get(name));
              }
            });
    assertThat(scene.service().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void aLiveEditStartsNoRampAndReachesTheSidecars() {
    String hash = servingChat();

    scene.apply(CHAT.replace("spec:", "spec:\n  replicas: 2\n  serving: {requestTimeout: 3m}"));

    scene.awaitStatus("two pods", status -> Integer.valueOf(2).equals(status.readyReplicas()));
    await().until(() -> scene.node.requestTimeoutsOf("chat-" + hash).equals(List.of(180_000L)));
    assertThat(scene.status().stableRevision()).isEqualTo(hash);
    assertThat(scene.status().candidateRevision()).isNull();
  }

  @Test
  void clientsKeysReachTheSidecarsAsSoonAsTheyChange() {
    String hash = servingChat();

    scene.apply(
        CHAT.replace(
            "spec:",
            "spec:\n  serving: {auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}}"));
    scene.awaitCondition("AuthReady", "False", "AuthSecretMissing");
    await().until(() -> scene.node.tenantsLetInBy("chat-" + hash).equals(List.of(Set.of())));

    scene.secret("keys", Map.of("alice", "key-of-alice-0123", "bob", "key-of-bob-01234"));
    scene.awaitCondition("AuthReady", "True", "AuthReady");
    await()
        .until(
            () ->
                scene.node.tenantsLetInBy("chat-" + hash).equals(List.of(Set.of("alice", "bob"))));

    scene.secret("keys", Map.of("alice", "key-of-alice-0123"));
    await().until(() -> scene.node.tenantsLetInBy("chat-" + hash).equals(List.of(Set.of("alice"))));
    assertThat(scene.status().stableRevision()).isEqualTo(hash);
    assertThat(scene.status().candidateRevision()).isNull();
  }

  @Test
  void anIssuersAuthorityIsTakenAsSoonAsItIsThere() {
    String hash = servingChat();

    scene.apply(
        CHAT.replace(
            "spec:",
            "spec:\n  serving: {auth: {type: Jwt, jwt: {issuer: i, audiences: [a],"
                + " jwksUri: 'https://i/keys', caSecretKeyRef: {name: ca, key: ca.crt}}}}"));
    scene.awaitCondition("AuthReady", "False", "AuthSecretMissing");

    scene.secret("ca", Map.of("ca.crt", Pem.write(new Certificates().of("i").authorities())));
    scene.awaitCondition("AuthReady", "True", "AuthReady");
    assertThat(scene.status().stableRevision()).isEqualTo(hash);
    assertThat(scene.status().candidateRevision()).isNull();
  }

  @Test
  void aNewRevisionTakesTheTrafficStepByStep() {
    String stable = servingChat();

    scene.apply(NEXT);

    scene.awaitStatus("promoted", status -> !stable.equals(status.stableRevision()));
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    assertThat(scene.node.weightsTakenBy("chat-" + stable)).contains(0, 1000, 5000, 10_000);
    assertThat(scene.client.apps().deployments().inNamespace(scene.namespace).list().getItems())
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("chat-" + scene.status().stableRevision());
    assertThat(scene.client.services().inNamespace(scene.namespace).withName("chat").get())
        .satisfies(
            it ->
                assertThat(it.getSpec().getSelector())
                    .containsEntry("rampwright.dev/revision", scene.status().stableRevision()));
  }

  @Test
  void aRevisionThatFailsRequestsIsRolledBackWithTheNumbers() {
    scene.node.candidatesFail(0.3);
    String stable = servingChat();

    scene.apply(NEXT);

    scene.awaitCondition("Stalled", "True", "RolledBack");
    assertThat(scene.condition("Ready").map(it -> it.getStatus())).contains("True");
    assertThat(scene.status().stableRevision()).isEqualTo(stable);
    var rollout = requireNonNull(scene.status().rollout());
    assertThat(rollout.reason()).isEqualTo("GateFailed");
    var verdict = requireNonNull(rollout.verdicts()).getFirst();
    assertThat(verdict.verdict()).isEqualTo("Fail");
    assertThat(verdict.value()).startsWith("0.3");
    assertThat(verdict.limit()).isEqualTo("0.0500");
    assertThat(requireNonNull(scene.status().failedRevisions())).hasSize(1);
  }

  @Test
  void aRevisionWhoseEngineCrashesNeverGetsTraffic() {
    String stable = servingChat();
    scene.node.crash("example.com/broken:1");

    scene.apply(NEXT.replace("LlamaCpp,", "LlamaCpp, image: \"example.com/broken:1\","));

    scene.awaitCondition("Stalled", "True", "RolledBack");
    assertThat(scene.node.weightsTakenBy("chat-" + stable)).containsOnly(0);
    var failed = requireNonNull(scene.status().failedRevisions()).getFirst();
    assertThat(failed.reason()).isEqualTo("ContainerFailed");
    assertThat(failed.message()).contains("engine", "unknown argument: --no-such-flag");
  }

  @Test
  void aRestartInMidRampGoesOn() {
    String stable = servingChat();
    scene.apply(NEXT);
    scene.awaitStatus(
        "ramping", status -> requireNonNull(status.traffic()).candidateWeight() >= 10);

    scene.stopOperator();
    scene.startOperator();

    scene.awaitStatus("promoted", status -> !stable.equals(status.stableRevision()));
  }

  @Test
  void aForeignServiceOfTheSameNameIsLeftAlone() {
    scene
        .client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("chat")
                .withNamespace(scene.namespace)
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", "other")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();

    scene.apply(CHAT);
    scene.startOperator();

    scene.awaitCondition("Stalled", "True", "NameConflict");
    assertThat(
            scene.client.services().inNamespace(scene.namespace).withName("chat").get().getSpec())
        .satisfies(it -> assertThat(it.getSelector()).containsEntry("app", "other"));
  }

  @Test
  void aMissingTokenCacheIsToldAndTheServiceRuns() {
    scene.apply(CHAT.replace("spec:", "spec:\n  cache: {tokenCacheRef: {name: agents}}"));
    scene.startOperator();

    scene.awaitCondition("CacheReady", "False", "TokenCacheNotFound");
    scene.awaitCondition("Ready", "True", "RevisionReady");
  }

  private String servingChat() {
    scene.apply(CHAT);
    scene.startOperator();
    scene.awaitCondition("Ready", "True", "RevisionReady");
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    scene.awaitStatus(
        "all entry pods have the split",
        status -> requireNonNull(status.traffic()).ackedEntryPods() == 1);
    return requireNonNull(scene.status().stableRevision());
  }
}
