package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredTest {
  private final ConfigMap owner =
      new ConfigMapBuilder().withNewMetadata().withName("chat").withUid("u1").endMetadata().build();

  @Test
  void equalWishesHaveEqualHashesWhateverTheOrderOfTheirKeys() {
    String hash = hashOf(Map.of("a", "1", "b", "2"));

    assertThat(hashOf(Map.of("b", "2", "a", "1"))).isEqualTo(hash);
    assertThat(hashOf(Map.of("a", "1", "b", "3"))).isNotEqualTo(hash);
  }

  @Test
  void theHashDoesNotDependOnAnOlderHash() {
    ConfigMap once = Desired.stamped(configMap(Map.of("a", "1")), owner);
    String first = Desired.hashOf(once).orElseThrow();

    assertThat(Desired.hashOf(Desired.stamped(once, owner))).contains(first);
  }

  @Test
  void theOwnerBecomesTheController() {
    ConfigMap stamped = Desired.stamped(configMap(Map.of()), owner);

    assertThat(Owners.isControlledBy(stamped, owner)).isTrue();
  }

  private String hashOf(Map<String, String> data) {
    return Desired.hashOf(Desired.stamped(configMap(data), owner)).orElseThrow();
  }

  private static ConfigMap configMap(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("x")
        .withAnnotations(Map.of("mine", "too"))
        .endMetadata()
        .withData(data)
        .build();
  }
}
