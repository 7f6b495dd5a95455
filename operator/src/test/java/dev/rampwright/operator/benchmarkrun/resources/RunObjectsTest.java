package dev.rampwright.operator.benchmarkrun.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Execution;
import dev.rampwright.contracts.BenchFiles;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.operator.benchmarkrun.spec.BenchSpecs;
import dev.rampwright.operator.kube.RestrictedAssert;
import dev.rampwright.operator.testing.GoldenYaml;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunObjectsTest {
  private static final Duration LEFT = Duration.ofMinutes(9);

  @Test
  void aRunAgainstAServiceOwnsTheseObjects() {
    assertScenario(
        "benchmarkrun/service", new BenchSpec.Target("http://chat.default.svc", "smollm2"), "chat");
  }

  @Test
  void aRunAgainstAUrlOwnsTheseObjects() {
    assertScenario(
        "benchmarkrun/url",
        new BenchSpec.Target("https://api.example.com:8443/prefix", "org/model"),
        null);
  }

  @Test
  void aRunWithAKeyMountsThatOneAndShowsItNowhere() {
    assertScenario(
        "benchmarkrun/key",
        new BenchSpec.Target("http://chat.default.svc", "smollm2")
            .withKey(BenchFiles.KEY_FOLDER + "/" + BenchFiles.KEY_FILE),
        "chat");
    PodSpec pod = job("benchmarkrun/key").getSpec().getTemplate().getSpec();
    RestrictedAssert.assertRestricted(pod);
    assertThat(pod.getContainers().getFirst().getEnv())
        .noneMatch(variable -> variable.getValueFrom() != null);
  }

  @Test
  void thePodIsRestrictedAndHasItsOwnTokenOnly() {
    PodSpec pod = job("benchmarkrun/service").getSpec().getTemplate().getSpec();
    RestrictedAssert.assertRestricted(pod);
    assertThat(pod.getServiceAccountName()).isEqualTo("smoke-bench");
    assertThat(pod.getAutomountServiceAccountToken()).isTrue();
  }

  @Test
  void aLoadIsNeverTriedTwice() {
    Job job = job("benchmarkrun/service");
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
  }

  private static Job job(String scenario) {
    BenchmarkRun run = GoldenYaml.in(scenario, BenchmarkRun.class);
    return RunJob.build(
        RunNames.of(run),
        TestSettings.IMAGES,
        LEFT,
        BenchSpecs.podTtl(run.getSpec()),
        Optional.ofNullable(run.getSpec().execution()).map(Execution::resources),
        Optional.ofNullable(run.getSpec().target().apiKeySecretKeyRef()),
        Optional.empty());
  }

  private static void assertScenario(
      String scenario, BenchSpec.Target target, @Nullable String service) {
    BenchmarkRun run = GoldenYaml.in(scenario, BenchmarkRun.class);
    RunNames names = RunNames.of(run);
    List<HasMetadata> objects =
        List.of(
            RunConfigMaps.spec(names, BenchSpecs.of(run, target, LEFT)),
            RunConfigMaps.report(names),
            RunAccess.account(names),
            RunAccess.role(names),
            RunAccess.binding(names),
            RunPolicy.build(names, target, service),
            job(scenario));
    GoldenYaml.assertOut(scenario, objects);
  }
}
