package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.operator.benchmarkrun.resources.RunNames;
import dev.rampwright.operator.benchmarkrun.status.RunStatusRule;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Events;
import dev.rampwright.operator.kube.Refusal;
import dev.rampwright.operator.kube.StatusWriter;
import dev.rampwright.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reconciles BenchmarkRuns. */
public final class BenchmarkRunReconciler implements Reconciler<BenchmarkRun> {
  private static final Duration STALE = Duration.ofSeconds(1);
  private static final Duration WAITING = Duration.ofSeconds(5);
  private static final Duration RUNNING = Duration.ofSeconds(30);

  private final boolean urlTargetsAllowed;
  private final RunGather gather;
  private final RunApply apply;
  private final StatusWriter statuses;
  private final Events events;

  public BenchmarkRunReconciler(KubernetesClient client, OperatorSettings settings, Clock clock) {
    this.urlTargetsAllowed = settings.urlTargetsAllowed();
    this.gather = new RunGather(client, clock);
    this.apply = new RunApply(client, settings.images());
    this.statuses = new StatusWriter(client);
    this.events = new Events(client, clock);
  }

  @Override
  public UpdateControl<BenchmarkRun> reconcile(BenchmarkRun run, Context<BenchmarkRun> context) {
    RunFacts facts = gather.gather(run, context);
    RunStep step = applied(facts, RunRule.decide(facts, urlTargetsAllowed));
    StatusWriter.Outcome outcome =
        RunStatusRule.status(run, step, facts.now())
            .map(status -> statuses.write(run, status))
            .orElse(StatusWriter.Outcome.UNCHANGED);
    if (outcome == StatusWriter.Outcome.WRITTEN) {
      RunNotices.of(run, step).ifPresent(notice -> events.publish(run, notice));
    }
    return outcome == StatusWriter.Outcome.STALE
        ? UpdateControl.<BenchmarkRun>noUpdate().rescheduleAfter(STALE)
        : next(step);
  }

  /** What the run is at once the step was applied; a blocked one waits until its timeout. */
  private RunStep applied(RunFacts facts, RunStep step) {
    try {
      apply.apply(facts, step);
      return step;
    } catch (BlockedException e) {
      // Often an earlier run of the same name whose objects are still being deleted.
      return waiting(e);
    } catch (KubernetesClientException e) {
      return waiting(Refusal.of(e));
    }
  }

  private static RunStep waiting(BlockedException e) {
    return new RunStep.Waiting(e.reason(), String.valueOf(e.getMessage()));
  }

  private static UpdateControl<BenchmarkRun> next(RunStep step) {
    UpdateControl<BenchmarkRun> done = UpdateControl.noUpdate();
    return switch (step) {
      case RunStep.Waiting waiting -> done.rescheduleAfter(WAITING);
      case RunStep.Beginning beginning -> done.rescheduleAfter(RUNNING);
      case RunStep.Running running -> done.rescheduleAfter(RUNNING);
      case RunStep.Over over -> done;
      case RunStep.Completed completed -> done;
      case RunStep.Failed failed -> done;
    };
  }

  @Override
  public List<EventSource<?, BenchmarkRun>> prepareEventSources(
      EventSourceContext<BenchmarkRun> context) {
    return List.of(
        source(Job.class, RunNames.SELECTOR, context),
        source(Pod.class, RunNames.SELECTOR, context),
        source(ConfigMap.class, RunNames.REPORT_SELECTOR, context));
  }

  private static <R extends HasMetadata> InformerEventSource<R, BenchmarkRun> source(
      Class<R> type, String selector, EventSourceContext<BenchmarkRun> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, BenchmarkRun.class)
            .withLabelSelector(selector)
            .withSecondaryToPrimaryMapper(BenchmarkRunReconciler::runOf)
            .build(),
        context);
  }

  /** Pods belong to the Job, so all objects are mapped by label, not by owner. */
  private static Set<ResourceID> runOf(HasMetadata object) {
    return Set.of(
        new ResourceID(
            RunNames.runOf(object.getMetadata().getLabels()), object.getMetadata().getNamespace()));
  }
}
