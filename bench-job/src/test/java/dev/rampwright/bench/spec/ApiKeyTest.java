package dev.rampwright.bench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String KEY = "sk-0123456789abcdef";

  private final Path file;

  ApiKeyTest(@TempDir Path folder) {
    this.file = folder.resolve("api-key");
  }

  @Test
  void isReadWithoutTheLineFeedOfItsFile() throws Exception {
    assertThat(key(KEY + "\n").authorization()).isEqualTo("Bearer " + KEY);
  }

  @Test
  void doesNotShowItself() throws Exception {
    assertThat(key(KEY).toString()).doesNotContain("sk-");
  }

  @Test
  void isTakenOutOfTheWordsOfOthers() throws Exception {
    assertThat(key(KEY).hiddenIn("no key " + KEY + ", really (" + KEY + ")"))
        .isEqualTo("no key ***, really (***)");
  }

  @Test
  void isTakenOutWhereItWasCutOff() throws Exception {
    assertThat(key(KEY).hiddenIn("no key sk-01234... of yours"))
        .isEqualTo("no key ***... of yours");
    assertThat(key(KEY).hiddenIn("please wait...")).isEqualTo("please wait...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "two words", "two\nlines", "schlüssel-0123456789"})
  void isRefusedUnlessAHeaderCanCarryIt(String text) {
    assertThatThrownBy(() -> key(text))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("api-key")
        .hasMessageContaining("in one line")
        .satisfies(
            e -> {
              if (!text.isBlank()) {
                assertThat(e.getMessage()).doesNotContain(text);
              }
            });
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ApiKey.read(file))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(file.toString());
  }

  private ApiKey key(String text) throws IOException, InvalidSpecException {
    return ApiKey.read(Files.writeString(file, text));
  }
}
