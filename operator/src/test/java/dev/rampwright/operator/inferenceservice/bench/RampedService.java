package dev.rampwright.operator.inferenceservice.bench;

import static java.util.Objects.requireNonNull;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.rollout.RolloutPlans;
import dev.rampwright.operator.ramp.FailCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One service with a candidate that fails three requests in ten: it is tried, rolled back, and
 * tried again by command, under the steady load of its users.
 */
final class RampedService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int STABLE = 0;
  private static final int CANDIDATE = 1;

  private final KubernetesClient client;
  private final String namespace;
  private final int number;
  private final Statuses statuses;
  private final Hosting hosting;
  private @Nullable UserLoad load;
  private @Nullable FailCondition condition;
  private String stable = "";
  private String candidate = "";
  private int tries;
  private volatile @Nullable RollbackTally tally;

  RampedService(
      KubernetesClient client, String namespace, int number, Statuses statuses, Hosting hosting) {
    this.client = client;
    this.namespace = namespace;
    this.number = number;
    this.statuses = statuses;
    this.hosting = hosting;
  }

  /** Its first revision, which answers everything well, serves its users from now on. */
  void serve(ScheduledExecutorService clock, int perSecond) {
    InferenceService asked = apply(STABLE, "0");
    condition =
        new FailCondition(RolloutPlans.plan(RolloutPlans.resolved(asked.getSpec().rollout())), 0);
    statuses.await(
        name(),
        "serves",
        PATIENCE,
        it -> Statuses.is("Idle").test(it) && Statuses.isAcknowledged(it));
    stable = requireNonNull(statuses.rollout(name()).stable(), "no stable revision");
    load = UserLoad.begin(clock, hosting.chat(name(), stable), perSecond, this::note);
  }

  /** Tries the candidate until it is rolled back; empty if that came before there was evidence. */
  Optional<Rollback> tryCandidate() {
    RollbackTally counting = new RollbackTally(stable, requireNonNull(condition));
    tally = counting;
    begin();
    statuses.await(name(), "tries", PATIENCE, Statuses.is("RolledBack").negate());
    statuses.await(name(), "is rolled back", PATIENCE, Statuses.is("RolledBack"));
    UserLoad running = requireNonNull(load);
    long last = running.sent();
    Awaitility.await().atMost(PATIENCE).until(() -> running.hasEnded(last));
    tally = null;
    if (!"GateFailed".equals(statuses.rollout(name()).reason())) {
      throw new IllegalStateException(
          "rolled back for another reason: " + statuses.rollout(name()));
    }
    return counting.result();
  }

  /** Requests that nobody answered. */
  long unanswered() {
    return load == null ? 0 : load.unanswered();
  }

  private void begin() {
    if (tries++ == 0) {
      apply(CANDIDATE, "0.3");
      statuses.await(name(), "has a candidate", PATIENCE, Statuses.is("Idle").negate());
      candidate = requireNonNull(statuses.rollout(name()).candidate());
      return;
    }
    String retry = "retry/%s/t%d".formatted(candidate, tries);
    client
        .resources(InferenceService.class)
        .inNamespace(namespace)
        .withName(name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            ContractJson.write(
                Map.of("metadata", Map.of("annotations", Map.of(Api.ANNOTATION_COMMAND, retry)))));
  }

  private InferenceService apply(int variant, String errorRate) {
    InferenceService asked =
        Serialization.unmarshal(
            manifest(hosting.engine(number, variant, errorRate)), InferenceService.class);
    return client.resource(asked).fieldManager("a-user").forceConflicts().serverSideApply();
  }

  private String manifest(String engine) {
    return """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: %s, namespace: %s}
        spec:
          model: {name: synthetic, uri: "pvc://models/none.gguf"}
          replicas: %d
          engine: %s
          rollout:
            scaleDownDelay: 0s
            steps: [{weight: 50, hold: 5m}, {weight: 100, hold: 5m}]
            gates:
              sample: {minRequests: 60}
              metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
        """
        .formatted(name(), namespace, hosting.replicas(), engine);
  }

  private void note(Answer answer) {
    RollbackTally counting = tally;
    if (counting != null) {
      counting.note(answer);
    }
  }

  private String name() {
    return "chat-" + number;
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
  }
}
