package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Its clients see an outage, which is what was asked for; so no load runs beside it. */
class RecreateScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-recreate");
  private final Service service = new Service(cluster);

  @Test
  void oldPodsGoFirstAndComeBackIfTheNewOnesFail() throws Exception {
    service.apply(Plan.stable(Plan.recreated(Plan.ERRORS)));
    service.awaitReady();
    service.awaitReadyPods(service.stable(), 2);
    String before = service.stable();

    service.apply(Plan.good(Plan.recreated(Plan.ERRORS)));
    Set<Integer> sides = revisionsAtATime(before);
    service.awaitReady();

    assertThat(sides).as("revisions with pods at a time").doesNotContain(2);
    String good = service.stable();

    service.apply(Plan.neverLoading(Plan.recreated(Plan.ERRORS)));
    service.await(
        "the failed one to be rolled back",
        Duration.ofMinutes(4),
        _ -> service.rollout().state().equals("RolledBack"));
    service.awaitReady();
    service.awaitReadyPods(good, 2);

    assertThat(service.stable()).isEqualTo(good);
    assertThat(service.lastFailed().reason()).isEqualTo("StartupDeadlineExceeded");
  }

  private Set<Integer> revisionsAtATime(String before) {
    Set<Integer> seen = new HashSet<>();
    Awaitility.await("another revision to serve")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () -> {
              seen.add(
                  service.pods().stream()
                      .filter(Service::ready)
                      .map(Service::revisionOf)
                      .collect(Collectors.toSet())
                      .size());
              return !service.stable().equals(before) && service.rollout().state().equals("Idle");
            });
    return seen;
  }
}
