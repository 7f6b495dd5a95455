package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.router.Router;
import dev.rampwright.operator.inferenceservice.router.Router.Acknowledgement;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.ramp.Command;
import dev.rampwright.operator.ramp.Observation;
import dev.rampwright.operator.ramp.Observation.ContainerFailure;
import dev.rampwright.operator.ramp.Observation.Entry;
import dev.rampwright.operator.ramp.Observation.Pods;
import dev.rampwright.operator.ramp.Queried;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ramp is shown of a service. */
public final class Observations {
  private Observations() {}

  static Observation of(
      Gathered seen,
      Router router,
      RampState state,
      RampPlan plan,
      Target target,
      EpochOutcomes outcomes,
      Map<String, Queried> answers) {
    List<ModelPodView> stable = pods(seen, state.stableRevision());
    List<ModelPodView> candidate = pods(seen, state.candidateRevision());
    return new Observation(
        seen.now(),
        target.revision(),
        target.replicas(),
        summary(candidate),
        summary(stable),
        entry(router.acknowledgement(seen, state, plan), state, outcomes, answers),
        inFlight(candidate),
        inFlight(stable),
        router.entryRevisions(seen, state, plan),
        target.paused(),
        target.command(),
        Proofs.of(seen, state),
        others(seen, state));
  }

  /**
   * What people ask for.
   *
   * @param revision its hash
   * @param replicas pods
   * @param paused whether ramps stand still
   * @param command the one that was not handled yet
   */
  record Target(String revision, int replicas, boolean paused, Optional<Command> command) {}

  private static List<ModelPodView> pods(Gathered seen, Optional<String> revision) {
    return revision.map(seen::podsOf).orElse(List.of());
  }

  private static Pods summary(List<ModelPodView> pods) {
    List<ModelPodView> staying = pods.stream().filter(pod -> !pod.terminating()).toList();
    return new Pods(
        staying.size(),
        (int) staying.stream().filter(ModelPodView::ready).count(),
        staying.stream()
            .flatMap(pod -> pod.failure().stream())
            .filter(Failure::terminal)
            .findFirst()
            .map(Observations::containerFailure),
        pods.size() - staying.size());
  }

  private static int others(Gathered seen, RampState state) {
    return (int)
        seen.pods().stream()
            .map(ModelPodView::revision)
            .filter(revision -> !state.stableRevision().equals(Optional.of(revision)))
            .filter(revision -> !state.candidateRevision().equals(Optional.of(revision)))
            .count();
  }

  private static ContainerFailure containerFailure(Failure failure) {
    return new ContainerFailure(
        failure.container(), failure.reason(), failure.message(), failure.exitCode());
  }

  private static Entry entry(
      Acknowledgement acknowledgement,
      RampState state,
      EpochOutcomes outcomes,
      Map<String, Queried> answers) {
    return new Entry(
        state.epoch(),
        acknowledgement.pods(),
        acknowledgement.acknowledged(),
        outcomes.candidateEvidence(),
        outcomes.stableEvidence(),
        answers);
  }

  private static int inFlight(List<ModelPodView> pods) {
    return pods.stream().mapToInt(ModelPodView::inFlight).sum();
  }
}
