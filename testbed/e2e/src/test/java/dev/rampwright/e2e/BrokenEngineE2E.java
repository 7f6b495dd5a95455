package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(SteadyLoad.CORES)
class BrokenEngineE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-broken");
  private final Service service = new Service(cluster);

  @Test
  void anEngineThatCannotStartNeverReachesTraffic() throws Exception {
    service.apply(
        Service.manifest(1, Service.llamaCpp(512), Service.quickRamp(Service.errorGate())));
    service.awaitReady();
    String before = service.stable();

    try (SteadyLoad load = SteadyLoad.of(service, 4)) {
      service.apply(
          Service.manifest(
              1,
              "{type: LlamaCpp, args: [--no-such-flag]}",
              Service.quickRamp(Service.errorGate())));
      service.await(
          "the roll-back within two minutes",
          Duration.ofMinutes(2),
          status -> service.rollout().state().equals("RolledBack"));
      load.finish();

      assertThat(load.bad()).isEmpty();
      assertThat(load.from(before)).isEqualTo(load.answered());
    }
    assertThat(service.stable()).isEqualTo(before);
    assertThat(service.lastFailed().message()).contains("engine").contains("--no-such-flag");
  }
}
