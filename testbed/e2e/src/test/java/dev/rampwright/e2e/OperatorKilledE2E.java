package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorKilledE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-killed");
  private final Service service = new Service(cluster);

  @Test
  void aRampFinishesAlthoughItsOperatorIsKilledInTheMiddle() throws Exception {
    String gates = "{metrics: []}";
    service.apply(Service.manifest(1, Service.llamaCpp(512), Service.quickRamp(gates)));
    service.awaitReady();
    String before = service.stable();

    try (SteadyLoad load = SteadyLoad.of(service, 4)) {
      service.apply(Service.manifest(1, Service.llamaCpp(640), Service.quickRamp(gates)));
      service.await(
          "the ramp to begin",
          Duration.ofMinutes(3),
          status -> service.rollout().state().equals("Ramping"));
      killTheOperator();
      service.awaitPromotion(before, Duration.ofMinutes(3));
      load.finish();

      assertThat(load.bad()).isEmpty();
    }
  }

  private static void killTheOperator() {
    cluster
        .client()
        .pods()
        .inNamespace("rampwright-system")
        .withLabel("app.kubernetes.io/name", "rampwright-operator")
        .withGracePeriod(0)
        .delete();
  }
}
