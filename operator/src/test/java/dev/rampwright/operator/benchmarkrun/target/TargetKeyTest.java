package dev.rampwright.operator.benchmarkrun.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.common.SecretKeyRef;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetKeyTest {
  private static final SecretKeyRef REF = new SecretKeyRef("keys", "bench");
  private static final Map<String, String> LABEL = Map.of("rampwright.dev/use", "inference");

  @Test
  void aKeyInALabelledSecretIsUsable() {
    assertThat(TargetKey.of(REF, secret(LABEL, "bench", "sk-0123456789\n")))
        .isEqualTo(new TargetKey.Usable());
  }

  @Test
  void aSecretThatIsNotThereIsAskedFor() {
    assertThat(message(null))
        .isEqualTo(
            "there is no Secret keys with the label rampwright.dev/use=inference in the run's"
                + " namespace; create or label it");
  }

  @Test
  void aSecretThatIsNotMeantForUsIsAsGoodAsNone() {
    assertThat(message(secret(Map.of(), "bench", "sk-0123456789"))).isEqualTo(message(null));
    assertThat(message(secret(Map.of("rampwright.dev/use", "no"), "bench", "sk-0123456789")))
        .isEqualTo(message(null));
  }

  @Test
  void whatTheOperatorMadeForItselfIsSentNowhere() {
    Map<String, String> own =
        Map.of("rampwright.dev/use", "inference", "app.kubernetes.io/managed-by", "rampwright");

    assertThat(message(secret(own, "bench", "sk-0123456789"))).isEqualTo(message(null));
  }

  @Test
  void anotherDataKeyIsNotTaken() {
    assertThat(message(secret(LABEL, "alice", "sk-0123456789")))
        .isEqualTo("Secret keys has no data key bench; write the API key there");
    assertThat(message(new SecretBuilder(secret(LABEL, "x", "y")).withData(null).build()))
        .contains("no data key bench");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "sk-one\nsk-two", "sk-ü"})
  void whatNoHeaderCarriesIsNotShown(String text) {
    assertThat(message(secret(LABEL, "bench", text)))
        .contains("Secret keys holds as bench", "in one line")
        .doesNotContain("sk-");
  }

  private static String message(@Nullable Secret secret) {
    TargetKey key = TargetKey.of(REF, secret);
    assertThat(key).isInstanceOf(TargetKey.Unusable.class);
    return ((TargetKey.Unusable) key).message();
  }

  private static Secret secret(Map<String, String> labels, String key, String text) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("keys")
        .withLabels(labels)
        .endMetadata()
        .addToData(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
        .build();
  }
}
