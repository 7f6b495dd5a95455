package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Measures, and says so honestly if it could not keep up: it needs the machine like a load. */
@ResourceLock(SteadyLoad.CORES)
class BenchmarkE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-bench");
  private final Service service = new Service(cluster);

  @Test
  void resultsAndFailuresStandInStatus() throws Exception {
    service.apply(Service.manifest(1, Service.llamaCpp(512), Service.quickRamp("{metrics: []}")));
    start("unreachable", "{endpoint: {url: \"http://nowhere.e2e-bench.svc\", model: m}}");
    service.awaitReady();
    start("smoke", "{inferenceServiceRef: {name: chat}}");
    BenchmarkRunStatus smoke = awaitEnd("smoke");
    assertThat(smoke.state()).as(smoke.message()).isEqualTo(RunState.Complete);
    assertThat(smoke.verdict()).isEqualTo(Verdict.Pass);
    assertThat(smoke.results()).anyMatch(r -> r.metric().equals("Ttft") && r.p50() != null);
    theReportOutlivesThePod(smoke);

    String wrongPath = service.url() + "/nothing-here";
    start("not-found", "{endpoint: {url: \"" + wrongPath + "\", model: smollm2}}");
    BenchmarkRunStatus notFound = awaitEnd("not-found");
    assertThat(notFound.state()).isEqualTo(RunState.Failed);
    assertThat(notFound.verdict()).isNull();
    assertThat(notFound.message()).contains("404");

    BenchmarkRunStatus unreachable = awaitEnd("unreachable");
    assertThat(unreachable.state()).isEqualTo(RunState.Failed);
    assertThat(unreachable.message()).contains("nowhere.e2e-bench.svc");
  }

  private void start(String name, String target) throws Exception {
    String manifest =
        """
        apiVersion: rampwright.dev/v1alpha1
        kind: BenchmarkRun
        metadata: {name: %s}
        spec:
          target: %s
          benchmark:
            workload: {inputTokens: 16, outputTokens: 4}
            load: {requestRate: 2/s, duration: 10s, warmup: 1s}
            criteria: [{name: errors, metric: ErrorRate, target: "0"}]
        """
            .formatted(name, target);
    assertThat(cluster.kubectl(manifest, "apply", "--server-side", "-f", "-"))
        .contains("serverside-applied");
  }

  private BenchmarkRunStatus awaitEnd(String name) {
    Awaitility.await("the end of " + name)
        .atMost(Duration.ofMinutes(3))
        .until(() -> status(name).filter(BenchmarkE2E::ended).isPresent());
    return status(name).orElseThrow();
  }

  private static boolean ended(BenchmarkRunStatus status) {
    return status.state() == RunState.Complete || status.state() == RunState.Failed;
  }

  private Optional<BenchmarkRunStatus> status(String name) {
    return Optional.ofNullable(
            cluster
                .client()
                .resources(BenchmarkRun.class)
                .inNamespace(cluster.namespace())
                .withName(name)
                .get())
        .map(BenchmarkRun::getStatus);
  }

  private void theReportOutlivesThePod(BenchmarkRunStatus status) {
    var job =
        cluster
            .client()
            .batch()
            .v1()
            .jobs()
            .inNamespace(cluster.namespace())
            .withName("smoke-bench");
    job.delete();
    job.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
    assertThat(
            cluster
                .client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName(status.reportConfigMap())
                .get()
                .getData())
        .containsKey("report.json");
    assertThat(status("smoke").orElseThrow().state()).isEqualTo(RunState.Complete);
  }
}
