package dev.rampwright.operator.inferenceservice.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.kube.BlockedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecResolverTest {
  @ParameterizedTest
  @CsvSource({
    "pvc://models/a.gguf, models, a.gguf, /models/a.gguf",
    "pvc://my.claim-2/a/b c.gguf, my.claim-2, a/b c.gguf, /models/a/b c.gguf"
  })
  void aModelIsAFileOfAClaim(String uri, String claim, String path, String file) {
    ModelLocation location = ModelLocation.parse(uri);

    assertThat(location).isEqualTo(new ModelLocation(claim, path));
    assertThat(location.file()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/a.gguf",
        "hf://org/repo",
        "pvc://models",
        "pvc://models/",
        "pvc://models//a",
        "pvc://Models/a",
        "pvc://models/../secret",
        "pvc://models/a/.."
      })
  void anythingElseIsRefusedWithWhatToWrite(String uri) {
    assertThatThrownBy(() -> ModelLocation.parse(uri))
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("pvc://<claim>/<path");
  }

  @Test
  void theModelIsCalledAsTheServiceWhereItHasNoName() {
    RevisionSpec spec = resolve("model: {uri: \"pvc://m/a\"}\nengine: {type: LlamaCpp}");

    assertThat(spec.model().name()).isEqualTo("chat");
  }

  @Test
  void theDrainTimeoutIsTheRequestTimeoutOfTheDayWhereItIsNotGiven() {
    String spec = "model: {uri: \"pvc://m/a\"}\nengine: {type: LlamaCpp}\n";

    assertThat(resolve(spec).drainTimeoutMillis()).isEqualTo(600_000);
    assertThat(resolve(spec + "pod: {drainTimeout: 30s}").drainTimeoutMillis()).isEqualTo(30_000);
  }

  @Test
  void aCustomEngineNeedsItsCommandAndImage() {
    String model = "model: {uri: \"pvc://m/a\"}\n";
    assertThatThrownBy(() -> resolve(model + "engine: {type: Custom, image: x}"))
        .hasMessageContaining("engine.custom");
    assertThatThrownBy(() -> resolve(model + "engine: {type: Custom, custom: {command: [a]}}"))
        .hasMessageContaining("engine.image");
  }

  private static RevisionSpec resolve(String spec) {
    return SpecResolver.resolve(new Play(spec).service(), Play.PINS);
  }
}
