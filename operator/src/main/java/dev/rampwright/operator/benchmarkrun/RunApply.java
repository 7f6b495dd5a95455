package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Execution;
import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.operator.benchmarkrun.resources.RunAccess;
import dev.rampwright.operator.benchmarkrun.resources.RunConfigMaps;
import dev.rampwright.operator.benchmarkrun.resources.RunJob;
import dev.rampwright.operator.benchmarkrun.resources.RunNames;
import dev.rampwright.operator.benchmarkrun.resources.RunPolicy;
import dev.rampwright.operator.benchmarkrun.spec.BenchSpecs;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.ServiceNames;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;
import java.util.Optional;

/** Makes the objects of a run. The Job comes last, so that its pod finds all it needs. */
final class RunApply {
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Labels.RAMPWRIGHT)
          .build();

  private final KubernetesClient client;
  private final Applier applier;
  private final Images images;

  RunApply(KubernetesClient client, Images images) {
    this.client = client;
    this.applier = new Applier(client);
    this.images = images;
  }

  void apply(RunFacts facts, RunStep step) {
    facts.job().ifPresent(job -> keepTtl(facts.run(), job));
    switch (step) {
      case RunStep.Beginning beginning -> begin(facts.run(), beginning);
      case RunStep.Running running when running.report().isEmpty() ->
          applier.apply(facts.run(), RunConfigMaps.report(RunNames.of(facts.run())), null);
      case RunStep.Running running -> {}
      case RunStep.Over over -> {}
      case RunStep.Waiting waiting -> {}
      case RunStep.Completed completed -> {}
      case RunStep.Failed failed -> {}
    }
  }

  private void begin(BenchmarkRun run, RunStep.Beginning beginning) {
    RunNames names = RunNames.of(run);
    applier.apply(run, RunConfigMaps.spec(names, beginning.spec()), null);
    applier.apply(run, RunConfigMaps.report(names), null);
    applier.apply(run, RunAccess.account(names), null);
    applier.apply(run, RunAccess.role(names), null);
    applier.apply(run, RunAccess.binding(names), null);
    applier.apply(
        run, RunPolicy.build(names, beginning.spec().target(), beginning.service()), null);
    applier.apply(
        run,
        RunJob.build(
            names,
            images,
            beginning.deadline(),
            BenchSpecs.podTtl(run.getSpec()),
            Optional.ofNullable(run.getSpec().execution()).map(Execution::resources),
            Optional.ofNullable(run.getSpec().target().apiKeySecretKeyRef()),
            certificate(beginning)),
        null);
  }

  /** Of the sidecars' own Secret the certificate alone: the key is nothing for a client. */
  private static Optional<SecretKeyRef> certificate(RunStep.Beginning beginning) {
    return beginning.spec().target().certificateFile() == null || beginning.service() == null
        ? Optional.empty()
        : Optional.of(
            new SecretKeyRef(
                ServiceNames.tlsSecret(beginning.service()), SidecarFiles.SERVING_CERTIFICATE));
  }

  /** A Job's pod template never changes, but how long the finished Job stays may. */
  private void keepTtl(BenchmarkRun run, Job job) {
    int wanted = RunJob.ttlSeconds(BenchSpecs.podTtl(run.getSpec()));
    if (!Objects.equals(job.getSpec().getTtlSecondsAfterFinished(), wanted)) {
      client
          .resource(job)
          .patch(MERGE, "{\"spec\":{\"ttlSecondsAfterFinished\":%d}}".formatted(wanted));
    }
  }
}
