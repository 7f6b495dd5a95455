package dev.rampwright.operator.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rampwright.operator.kube.LeanObjects;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** How the client reads what the API server answers. */
@Singleton
public class ClientMapper implements KubernetesClientObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    LeanObjects.readBy(mapper);
  }
}
