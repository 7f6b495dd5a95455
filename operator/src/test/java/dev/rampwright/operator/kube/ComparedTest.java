package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {
  private final Compared compared = new Compared();

  @Test
  void remembersTheVersionThatHeldTheWishAndNoOther() {
    compared.note(object("a", "1"), "wish");

    assertThat(compared.matched(object("a", "1"), "wish")).isTrue();
    assertThat(compared.matched(object("a", "2"), "wish")).isFalse();
    assertThat(compared.matched(object("b", "1"), "wish")).isFalse();
    assertThat(compared.matched(object("a", "1"), "another")).isFalse();
  }

  @Test
  void remembersFromWhichInputsAVersionFollows() {
    compared.grant(object("a", "1"), List.of("chat", 2));

    assertThat(compared.granted(object("a", "1"), List.of("chat", 2))).isTrue();
    assertThat(compared.granted(object("a", "2"), List.of("chat", 2))).isFalse();
    assertThat(compared.granted(object("b", "1"), List.of("chat", 2))).isFalse();
    assertThat(compared.granted(object("a", "1"), List.of("chat", 3))).isFalse();
  }

  private static ConfigMap object(String uid, String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
