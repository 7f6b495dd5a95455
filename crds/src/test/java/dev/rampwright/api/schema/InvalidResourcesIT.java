package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server says to each file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidResourcesIT {
  private final ApiServer server = ApiServer.startWithCrds();

  @AfterAll
  void stop() {
    server.close();
  }

  static List<Samples> invalid() {
    return Samples.invalid();
  }

  static List<Samples> valid() {
    return Samples.valid();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void isRefusedWithAMessageThatSaysWhatToWrite(Samples file) {
    List<GenericKubernetesResource> before = file.earlier().stream().map(server::create).toList();
    try {
      KubernetesClientException refusal =
          catchThrowableOfType(
              KubernetesClientException.class,
              () -> {
                if (before.isEmpty()) {
                  server.tryToCreate(file.last());
                } else {
                  server.tryToUpdate(file.last());
                }
              });
      assertThat(refusal).as("%s was accepted", file).isNotNull();
      assertThat(refusal).hasMessageContaining(file.expectation());
    } finally {
      before.forEach(server::delete);
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void isAccepted(Samples file) {
    file.documents()
        .forEach(
            document ->
                assertThatCode(() -> server.tryToCreate(document)).doesNotThrowAnyException());
  }
}
