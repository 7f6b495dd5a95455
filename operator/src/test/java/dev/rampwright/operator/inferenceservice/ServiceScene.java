package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.pki.AuthorityStore;
import dev.rampwright.operator.pki.CertificateMaker;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.pki.OwnCredentials;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A namespace with a node in it, and the controller that can be started and stopped. */
final class ServiceScene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final KubernetesClient client;
  final String namespace;
  final FakeNode node;
  final String operatorNamespace;
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
    node = new FakeNode(client, namespace);
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
            client, TestSettings.withUrlTargets(false), sidecars, issuer, clock),
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
