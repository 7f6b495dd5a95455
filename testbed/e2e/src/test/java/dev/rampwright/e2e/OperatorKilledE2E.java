package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(SteadyLoad.CORES)
class OperatorKilledE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-killed");
  private static final String OPERATOR_NAMESPACE = "rampwright-system";
  private final Service service = new Service(cluster);

  @Test
  void aRampFinishesAlthoughTheLeadingOperatorIsKilledInTheMiddle() throws Exception {
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
      String killed = killTheLeader();
      service.awaitPromotion(before, Duration.ofMinutes(3));
      load.finish();

      assertThat(load.bad()).isEmpty();
      assertThat(leader()).as("the replica that took over").isNotEqualTo(killed);
    }
  }

  /** Without a grace: it cannot give its lease back, and the other replica has to wait for it. */
  private static String killTheLeader() {
    String leader = leader();
    cluster
        .client()
        .pods()
        .inNamespace(OPERATOR_NAMESPACE)
        .withName(leader)
        .withGracePeriod(0)
        .delete();
    return leader;
  }

  /** The lease's holder is called after its pod, with a suffix for its process. */
  private static String leader() {
    String holder =
        cluster
            .client()
            .leases()
            .inNamespace(OPERATOR_NAMESPACE)
            .withName("rampwright-operator")
            .get()
            .getSpec()
            .getHolderIdentity();
    return holder.substring(0, holder.lastIndexOf('_'));
  }
}
