package dev.rampwright.operator.inferenceservice.apply;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.DisruptionBudgets;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.RolledBack;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Removes what no revision in use needs; the pods drain before they go. */
public final class Retirement {
  private static final int HISTORY = 3;

  private final Applier applier;

  public Retirement(Applier applier) {
    this.applier = applier;
  }

  /** Deletes the objects of revisions that run no more, and records beyond the history's limit. */
  public void apply(Gathered seen, Decision decision) {
    leftovers(seen, decision).forEach(object -> applier.delete(seen.service(), object));
  }

  static List<HasMetadata> leftovers(Gathered seen, Decision decision) {
    Set<String> running = new HashSet<>();
    decision.ramp().scales().stream().map(Scale::revision).forEach(running::add);
    running.add(decision.ramp().entryRevision());
    Stream<HasMetadata> retired =
        Stream.<Class<? extends HasMetadata>>of(Deployment.class, Service.class, ConfigMap.class)
            .flatMap(type -> seen.objects().all(type).stream())
            .filter(object -> isRevisionOutside(running, object))
            .map(HasMetadata.class::cast);
    return Stream.of(retired, expired(seen, decision, running), needlessBudgets(seen))
        .flatMap(objects -> objects)
        .toList();
  }

  private static Stream<HasMetadata> needlessBudgets(Gathered seen) {
    return DisruptionBudgets.of(seen.identity(), seen.service().getSpec()).isPresent()
        ? Stream.empty()
        : seen.objects().all(PodDisruptionBudget.class).stream().map(HasMetadata.class::cast);
  }

  private static Stream<HasMetadata> expired(
      Gathered seen, Decision decision, Set<String> running) {
    Set<String> needed = new HashSet<>(running);
    needed.add(decision.desired());
    failed(decision.ramp().next()).forEach(needed::add);
    int limit = requireNonNullElse(decision.planSource().revisionHistoryLimit(), HISTORY);
    Set<String> expired = new HashSet<>();
    decision.revisions().expired(needed, limit).stream().map(Revision::hash).forEach(expired::add);
    return seen.objects().all(ControllerRevision.class).stream()
        .filter(record -> expired.contains(revisionOf(record)))
        .map(HasMetadata.class::cast);
  }

  private static Stream<String> failed(RampState state) {
    return state instanceof RolledBack it ? Stream.of(it.attempt().candidate()) : Stream.empty();
  }

  private static boolean isRevisionOutside(Set<String> running, HasMetadata object) {
    String revision = revisionOf(object);
    return !revision.isEmpty() && !running.contains(revision);
  }

  private static String revisionOf(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault(Api.LABEL_REVISION, "");
  }
}
