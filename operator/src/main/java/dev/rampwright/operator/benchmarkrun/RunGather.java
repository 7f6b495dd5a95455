package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.InferenceServiceReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.operator.benchmarkrun.resources.RunNames;
import dev.rampwright.operator.benchmarkrun.target.TargetKey;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.kube.PodWords;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads what {@link RunFacts} holds. Informers may lag behind: what would end a run is read from
 * the API server itself.
 */
final class RunGather {
  private static final Logger LOG = Logger.getLogger(RunGather.class);

  private final KubernetesClient client;
  private final Clock clock;

  RunGather(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  RunFacts gather(BenchmarkRun run, Context<BenchmarkRun> context) {
    RunNames names = RunNames.of(run);
    boolean over = RunRule.isOver(run.getStatus());
    Optional<Job> job = cached(Job.class, run, context);
    if (job.isEmpty() && !over) {
      job = Optional.ofNullable(jobNow(names)).filter(found -> Owners.isControlledBy(found, run));
    }
    boolean ending = !over && job.flatMap(JobEnd::of).isPresent();
    boolean lost = !over && job.isEmpty();
    return new RunFacts(
        run,
        over || job.isPresent() ? Optional.empty() : service(run),
        over || job.isPresent() ? new TargetKey.NotAsked() : key(run),
        job,
        (ending || lost ? reportNow(names) : cached(ConfigMap.class, run, context))
            .filter(report -> Owners.isControlledBy(report, run))
            .flatMap(RunGather::parse),
        PodWords.firstTrouble(
            ending ? podsNow(names) : List.copyOf(context.getSecondaryResources(Pod.class))),
        clock.instant());
  }

  /** Objects of an earlier run of the same name may still await their deletion. */
  private static <R extends HasMetadata> Optional<R> cached(
      Class<R> type, BenchmarkRun run, Context<BenchmarkRun> context) {
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(object -> Owners.isControlledBy(object, run))
        .findFirst();
  }

  private Job jobNow(RunNames names) {
    return client.batch().v1().jobs().inNamespace(names.namespace()).withName(names.bench()).get();
  }

  private Optional<ConfigMap> reportNow(RunNames names) {
    return Optional.ofNullable(
        client.configMaps().inNamespace(names.namespace()).withName(names.report()).get());
  }

  private List<Pod> podsNow(RunNames names) {
    return client
        .pods()
        .inNamespace(names.namespace())
        .withLabels(names.labels())
        .list()
        .getItems();
  }

  private Optional<InferenceService> service(BenchmarkRun run) {
    return Optional.ofNullable(run.getSpec().target().inferenceServiceRef())
        .map(InferenceServiceReference::name)
        .map(
            name ->
                client
                    .resources(InferenceService.class)
                    .inNamespace(run.getMetadata().getNamespace())
                    .withName(name)
                    .get());
  }

  /** Read by name, and not kept: no cache needs to hold what users give to clients. */
  private TargetKey key(BenchmarkRun run) {
    return Optional.ofNullable(run.getSpec().target().apiKeySecretKeyRef())
        .map(
            ref ->
                TargetKey.of(
                    ref,
                    client
                        .secrets()
                        .inNamespace(run.getMetadata().getNamespace())
                        .withName(ref.name())
                        .get()))
        .orElseGet(TargetKey.NotAsked::new);
  }

  private static Optional<BenchReport> parse(ConfigMap report) {
    return Optional.ofNullable(report.getData())
        .map(data -> data.get(BenchReport.CONFIG_MAP_KEY))
        .filter(text -> !text.isBlank())
        .flatMap(RunGather::parse);
  }

  private static Optional<BenchReport> parse(String text) {
    try {
      return Optional.of(ContractJson.read(text, BenchReport.class));
    } catch (InvalidContractException e) {
      LOG.warnf("the report cannot be read and is left aside: %s", e.getMessage());
      return Optional.empty();
    }
  }
}
