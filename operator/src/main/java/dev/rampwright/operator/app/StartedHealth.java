package dev.rampwright.operator.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once all informers have started; followers are ready too. */
@Readiness
@ApplicationScoped
public class StartedHealth implements HealthCheck {
  private final RunningOperator operator;

  @Inject
  StartedHealth(RunningOperator operator) {
    this.operator = operator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("informers").status(operator.started()).build();
  }
}
