package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(SteadyLoad.CORES)
class BadCandidateE2E {
  private static final String NO_GATE = "{metrics: []}";
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-bad");
  private final Service service = new Service(cluster);

  @Test
  void theGateRollsBackWhatAnswersWithErrorsAndIsWhatActed() throws Exception {
    service.apply(
        Service.manifest(2, Service.llamaCpp(512), Service.quickRamp(Service.errorGate())));
    service.awaitReady();
    String before = service.stable();

    try (SteadyLoad load = SteadyLoad.of(service, 8)) {
      service.apply(
          Service.manifest(
              2, Service.faulty("--error-rate 0.3"), Service.quickRamp(Service.errorGate())));
      service.await(
          "the roll-back",
          Duration.ofMinutes(4),
          status -> service.rollout().state().equals("RolledBack"));
      String failed = service.lastFailed().hash();
      load.finish();

      assertThat(service.stable()).isEqualTo(before);
      assertThat(load.bad())
          .isNotEmpty()
          .allSatisfy(
              answer -> {
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.revision()).isEqualTo(failed);
              });
      assertTheVerdictStandsInStatus();
      assertTheLatchHolds(failed);
    }

    service.apply(
        Service.manifest(2, Service.faulty("--error-rate 0.31"), Service.quickRamp(NO_GATE)));
    service.awaitPromotion(before, Duration.ofMinutes(4));
  }

  private void assertTheVerdictStandsInStatus() {
    assertThat(service.rollout().verdicts())
        .anySatisfy(
            verdict -> {
              assertThat(verdict.verdict()).isEqualTo("Fail");
              assertThat(verdict.limit()).startsWith("0.05");
              assertThat(verdict.samples()).isPositive();
              assertThat(verdict.step()).isZero();
            });
  }

  /**
   * Git still asks for the failed revision: it stays out, and the service is Ready all the same.
   */
  private void assertTheLatchHolds(String failed) {
    assertThat(service.isTrue("Ready")).isTrue();
    assertThat(service.isTrue("Stalled")).isTrue();
    assertThat(service.condition("Stalled").orElseThrow().getMessage()).contains(failed);
  }
}
