package dev.rampwright.operator.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Not live once the lease has ended while this process believes to lead: its renewal hangs, and the
 * kubelet must end it.
 */
@Liveness
@ApplicationScoped
public class LeaseHealth implements HealthCheck {
  private final RunningOperator operator;

  @Inject
  LeaseHealth(RunningOperator operator) {
    this.operator = operator;
  }

  @Override
  public HealthCheckResponse call() {
    return operator
        .leaseProblem()
        .map(problem -> HealthCheckResponse.named("lease").down().withData("problem", problem))
        .orElseGet(() -> HealthCheckResponse.named("lease").up())
        .build();
  }
}
