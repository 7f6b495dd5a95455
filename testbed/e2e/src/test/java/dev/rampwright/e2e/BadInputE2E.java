package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BadInputE2E {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-input");
  private final Service service = new Service(cluster);

  @Test
  void anUnknownFieldIsNamed() throws Exception {
    assertThat(applied(Service.manifest(1, Service.llamaCpp(512), "replicass: 2")))
        .contains("replicass");
  }

  @Test
  void fallingWeightsAreRefusedWithWhatToWrite() throws Exception {
    String steps = "rollout: {steps: [{weight: 50}, {weight: 10}, {weight: 100}]}";
    assertThat(applied(Service.manifest(1, Service.llamaCpp(512), steps)))
        .contains("rising")
        .contains("100");
  }

  @Test
  void aMissingModelFileIsSaidInTheEnginesOwnWords() throws Exception {
    stallsSaying("missing.gguf", "missing.gguf");
  }

  @Test
  void aBrokenModelFileIsSaidInTheEnginesOwnWords() throws Exception {
    stallsSaying("truncated.gguf", "failed to load model");
  }

  /** A service's first revision that cannot start: not Ready, Stalled, and why. */
  private void stallsSaying(String modelFile, String words) throws Exception {
    service.apply(
        Service.manifest(1, Service.llamaCpp(512), "")
            .replace("smollm2-135m-instruct-q4_1.gguf", modelFile));
    Awaitility.await("the engine's words")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              String seen = cluster.kubectl("", "describe", "infs", Service.NAME);
              assertThat(seen).contains(words).contains("Stalled");
              assertThat(service.isTrue("Ready")).isFalse();
              assertThat(service.isTrue("Stalled")).isTrue();
            });
    service.resource().delete();
    service.resource().waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
  }

  private static String applied(String manifest) throws Exception {
    return cluster.kubectl(manifest, "apply", "--server-side", "-f", "-");
  }
}
