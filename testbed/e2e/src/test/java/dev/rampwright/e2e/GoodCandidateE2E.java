package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.TrafficStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(SteadyLoad.CORES)
class GoodCandidateE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-good");
  private final Service service = new Service(cluster);

  @Test
  void aNewRevisionTakesOverInExactStepsAndNoRequestFails() throws Exception {
    service.apply(
        Service.manifest(2, Service.llamaCpp(512), Service.quickRamp(Service.errorGate())));
    service.awaitReady();
    String before = service.stable();

    try (SteadyLoad load = SteadyLoad.of(service, 10)) {
      service.apply(
          Service.manifest(2, Service.llamaCpp(640), Service.quickRamp(Service.errorGate())));
      AtomicReference<@Nullable TrafficStatus> tenth = new AtomicReference<>();
      service.await(
          "50% to be reached",
          Duration.ofMinutes(4),
          status -> {
            if (weight(status.traffic()) == 10) {
              tenth.set(status.traffic());
            }
            return weight(status.traffic()) == 50;
          });
      String after = service.awaitPromotion(before, Duration.ofMinutes(4));
      load.finish();

      assertThat(load.bad()).isEmpty();
      assertThat(load.from(after)).isPositive();
      assertThat(load.from(before)).isPositive();
      assertExact(Optional.ofNullable(tenth.get()).orElseThrow());
    }
    assertThat(service.condition("Ready")).get().returns("True", c -> c.getStatus());
    assertTheHistoryTellsTheStory();
  }

  /** Each entry pod's error is below one request. The last look at 10% has hundreds of them. */
  private static void assertExact(TrafficStatus traffic) {
    long requests = Optional.ofNullable(traffic.measuredRequests()).orElse(0L);
    long candidate = Optional.ofNullable(traffic.measuredCandidateRequests()).orElse(0L);
    assertThat(requests).isGreaterThan(300);
    double expected = requests * traffic.candidateWeight() / 100.0;
    assertThat((double) candidate)
        .isBetween(expected - traffic.entryPods(), expected + traffic.entryPods());
  }

  private void assertTheHistoryTellsTheStory() throws Exception {
    assertThat(cluster.kubectl("", "describe", "infs", Service.NAME))
        .contains("10%")
        .contains("50%")
        .contains("100%");
  }

  private static int weight(@Nullable TrafficStatus traffic) {
    return traffic == null ? 0 : traffic.candidateWeight();
  }
}
