package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.FakeNode;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.testing.ApiServer;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A service in a namespace of the real API server, with a node that works when it is told to, a
 * clock that is moved by hand, and an operator that passes when it is told to and may die in it.
 */
final class CrashWorld implements AutoCloseable {
  static final String SERVICE = "chat";

  final KubernetesClient admin;
  final String namespace;
  final FakeNode node;
  final MovableClock clock = new MovableClock(Instant.now());
  final WriteGate gate;
  private final Operators operators;
  private final String operatorNamespace;
  private final SidecarClient sidecars;
  private final Supplier<CrashPlan> plans;
  private final ObjectInvariants invariants = new ObjectInvariants();
  private final List<String> commands = new ArrayList<>();
  private Reconciler<InferenceService> operator;
  private Wish wish = Wish.FIRST;

  CrashWorld(ApiServer server, Operators operators, Supplier<CrashPlan> plans) {
    this.admin = server.client();
    this.operators = operators;
    this.gate = operators.gate;
    this.plans = plans;
    namespace = server.newNamespace();
    operatorNamespace = server.newNamespace();
    node = FakeNode.stepping(admin, namespace);
    sidecars = operators.sidecars(operatorNamespace);
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    operator = restarted();
    wish(it -> it);
  }

  /** The next operator, which knows nothing of the one before. */
  private Reconciler<InferenceService> restarted() {
    node.sidecarsAreDeaf(false);
    gate.live(plans.get(), () -> node.sidecarsAreDeaf(true));
    return operators.next(operatorNamespace, sidecars, clock);
  }

  /** The process ends between two passes. */
  void restart() {
    operator = restarted();
  }

  /**
   * One look of the operator, or of the one that follows the dead one.
   *
   * @return whether it outlived it
   */
  boolean pass() {
    if (gate.isDead()) {
      restart();
    }
    node.step();
    Optional<InferenceService> service = service();
    if (service.isPresent()) {
      ListedContext seen = ListedContext.of(admin, namespace, SERVICE);
      reconcile(service.get(), seen);
      service().ifPresent(after -> invariants.check(this, service.get(), seen, after));
    }
    return !gate.isDead();
  }

  private void reconcile(InferenceService service, ListedContext seen) {
    try {
      var unused = operator.reconcile(service, seen.asContext());
    } catch (Exception e) {
      if (!gate.isDead()) {
        throw new IllegalStateException("the operator failed", e);
      }
    }
  }

  Optional<InferenceService> service() {
    return Optional.ofNullable(
        admin.resources(InferenceService.class).inNamespace(namespace).withName(SERVICE).get());
  }

  Optional<InferenceServiceStatus> status() {
    return service().map(InferenceService::getStatus);
  }

  /** The state's name; empty before the first. */
  String state() {
    return status().map(InferenceServiceStatus::rollout).map(rollout -> rollout.state()).orElse("");
  }

  String stable() {
    return status().map(InferenceServiceStatus::stableRevision).orElse("");
  }

  /** The revision that is tried, or that failed. */
  String candidate() {
    return status()
        .map(InferenceServiceStatus::rollout)
        .map(rollout -> rollout.candidate())
        .orElse("");
  }

  void wish(UnaryOperator<Wish> change) {
    wish = change.apply(wish);
    InferenceService asked = Serialization.unmarshal(wish.yaml(), InferenceService.class);
    asked.getMetadata().setNamespace(namespace);
    admin.resource(asked).fieldManager("a-user").forceConflicts().serverSideApply();
  }

  /** A command for the revision that is tried, or that failed. */
  void command(String verb) {
    commands.add("%s/%s/t%d".formatted(verb, candidate(), commands.size()));
    annotate(commands.getLast());
  }

  /** A revert in Git brings an old one back. */
  void restoreCommand(int which) {
    if (!commands.isEmpty()) {
      annotate(commands.get(which % commands.size()));
    }
  }

  private void annotate(String text) {
    admin
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName(SERVICE)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            ContractJson.write(
                Map.of("metadata", Map.of("annotations", Map.of(Api.ANNOTATION_COMMAND, text)))));
  }

  /** Plays the controller of the BenchmarkRuns that have not ended. */
  void benchmarksAre(String statusYaml) {
    for (BenchmarkRun run : runs()) {
      if (run.getStatus() == null || run.getStatus().verdict() == null) {
        new StatusWriter(admin)
            .write(run, Serialization.unmarshal("---\n" + statusYaml, BenchmarkRunStatus.class));
      }
    }
  }

  private List<BenchmarkRun> runs() {
    return admin.resources(BenchmarkRun.class).inNamespace(namespace).list().getItems();
  }

  /** A stranger deletes all objects of that kind that the operator made. */
  void lose(Class<? extends HasMetadata> kind) {
    admin
        .resources(kind)
        .inNamespace(namespace)
        .withLabelSelector(Labels.MANAGED_SELECTOR)
        .delete();
  }

  void delete(DeletionPropagation how) {
    admin
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName(SERVICE)
        .withPropagationPolicy(how)
        .delete();
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  /** Everything goes well from now on. */
  void prosper() {
    node.heal();
    node.candidatesFail(0);
    benchmarksAre("{state: Complete, verdict: Pass, message: good}");
    node.requestsCome(true);
  }

  @Override
  public void close() {
    node.close();
  }
}
