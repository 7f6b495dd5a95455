package dev.rampwright.operator.inferenceservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.CommandOutcome;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.pki.AuthorityStore;
import dev.rampwright.operator.pki.CertificateMaker;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.pki.OwnCredentials;
import dev.rampwright.operator.settings.PrometheusProvider;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A namespace with a node in it, and the controller that can be started and stopped. */
final class ServiceScene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final KubernetesClient client;
  final String namespace;
  final FakeNode node;
  final String operatorNamespace;
  private List<PrometheusProvider> prometheus = List.of();
  private @Nullable Operator operator;

  ServiceScene(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
    operatorNamespace = server.newNamespace();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    node = FakeNode.ticking(client, namespace);
  }

  /** Whom an operator that starts from now on may query. */
  void prometheus(PrometheusProvider... providers) {
    prometheus = List.of(providers);
  }

  void startOperator() {
    Operator started =
        new Operator(o -> o.withKubernetesClient(client).withCloseClientOnStop(false));
    Clock clock = Clock.systemUTC();
    CertificateMaker maker = new CertificateMaker();
    Issuer issuer =
        new Issuer(new AuthorityStore(client, operatorNamespace, maker, clock), maker, clock);
    SidecarClient sidecars = new SidecarClient(new OwnCredentials(issuer));
    started.register(
        new InferenceServiceReconciler(
            client, TestSettings.withPrometheus(prometheus), sidecars, issuer, clock),
        controller -> {
          InferenceServiceController.configure(controller);
          controller.settingNamespace(namespace);
        });
    started.start();
    operator = started;
  }

  void stopOperator() {
    if (operator != null) {
      operator.stop();
      operator = null;
    }
  }

  void apply(String yaml) {
    InferenceService service = Serialization.unmarshal(yaml, InferenceService.class);
    service.getMetadata().setNamespace(namespace);
    client.resource(service).fieldManager("a-user").forceConflicts().serverSideApply();
  }

  /** The user writes a Secret that services may name. */
  void secret(String name, Map<String, String> texts) {
    Map<String, String> data = new TreeMap<>();
    texts.forEach(
        (key, text) -> data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels(Api.LABEL_USE, Api.LABEL_USE_INFERENCE)
                .endMetadata()
                .withData(data)
                .build())
        .fieldManager("a-user")
        .forceConflicts()
        .serverSideApply();
  }

  /** The user annotates the service. */
  void command(String text) {
    client
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName("chat")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            ContractJson.write(
                Map.of("metadata", Map.of("annotations", Map.of(Api.ANNOTATION_COMMAND, text)))));
  }

  /** The one at the head of the list of those that were looked at. */
  void awaitHandled(String text, CommandOutcome outcome) {
    awaitStatus(
        "%s is %s".formatted(text, outcome),
        status ->
            status.handledCommands() != null
                && status.handledCommands().getFirst().command().equals(text)
                && status.handledCommands().getFirst().outcome() == outcome);
  }

  /** Waits for a state of the ramp, as the column shows it, and a candidate's weight. */
  void awaitState(String state, int weight) {
    awaitStatus(
        state + " at " + weight + "%",
        status ->
            requireNonNull(status.rollout()).state().equals(state)
                && requireNonNull(status.traffic()).candidateWeight() == weight);
  }

  /** Reasons of the events about the service that hold this text. */
  List<String> eventsWith(String text) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getMessage().contains(text))
        .map(event -> event.getType() + "/" + event.getReason())
        .sorted()
        .toList();
  }

  List<BenchmarkRun> runs() {
    return client.resources(BenchmarkRun.class).inNamespace(namespace).list().getItems();
  }

  /** Plays the BenchmarkRun controller: the run is at that status. */
  void runIs(BenchmarkRun run, String statusYaml) {
    BenchmarkRunStatus status =
        Serialization.unmarshal("---\n" + statusYaml, BenchmarkRunStatus.class);
    BenchmarkRun fresh = requireNonNull(client.resource(run).get());
    new StatusWriter(client).write(fresh, status);
  }

  InferenceService service() {
    return requireNonNull(
        client.resources(InferenceService.class).inNamespace(namespace).withName("chat").get());
  }

  InferenceServiceStatus status() {
    return requireNonNull(service().getStatus(), "no status yet");
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(service().getStatus())
        .flatMap(
            status ->
                requireNonNull(status.conditions()).stream()
                    .filter(condition -> condition.getType().equals(type))
                    .findFirst());
  }

  /** Waits for {@code type=status/reason}. */
  void awaitCondition(String type, String status, String reason) {
    await(type + "=" + status + "/" + reason)
        .atMost(PATIENCE)
        .until(
            () -> condition(type),
            found ->
                found
                    .filter(it -> it.getStatus().equals(status) && it.getReason().equals(reason))
                    .isPresent());
  }

  void awaitStatus(String what, Predicate<InferenceServiceStatus> holds) {
    await(what)
        .atMost(PATIENCE)
        .until(
            () -> Optional.ofNullable(service().getStatus()),
            status -> status.filter(holds).isPresent());
  }

  @Override
  public void close() {
    stopOperator();
    node.close();
  }
}
