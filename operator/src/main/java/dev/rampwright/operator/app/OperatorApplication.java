package dev.rampwright.operator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts the operator once Quarkus is up. */
@ApplicationScoped
public class OperatorApplication {
  void start(@Observes StartupEvent event, KubernetesClient client) {
    Operator operator = new Operator(o -> o.withKubernetesClient(client));
    operator.start();
  }
}
