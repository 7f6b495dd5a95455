package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErrorsByGateway {
  @RegisterExtension static final Cluster cluster = new Cluster("gateway-errors");
  private final Service service = new Service(cluster);
  private final Gateway gateway = new Gateway(cluster);

  @Test
  void threeErrorsInTenAreRolledBackAtTheFirstStep() throws Exception {
    String plan = Gateway.splits(Plan.held(8, Plan.STRICT_ERRORS));
    service.apply(Plan.stable(plan));
    service.awaitReady();
    gateway.awaitRoute(service);
    String before = service.stable();
    try (Trial trial =
        Trial.begin("30% errors, by gateway", service, gateway.address(), Gateway.PER_SECOND)) {
      trial.change(Plan.faulty("--error-rate 0.3", plan));
      trial.awaitState("RolledBack");
      Figures figures = trial.end(FailureClass.ANSWERED_BADLY_BY_CANDIDATE);

      assertThat(figures.reason()).isEqualTo("GateFailed");
      assertThat(figures.failures(FailureClass.ANSWERED_BADLY_BY_CANDIDATE)).isPositive();
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 10);
      assertThat(service.stable()).isEqualTo(before);
      assertThat(gateway.backends()).containsExactly("chat-" + before + "=100");
    }
  }
}
