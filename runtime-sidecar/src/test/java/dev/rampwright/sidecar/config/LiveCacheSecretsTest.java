package dev.rampwright.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.sidecar.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCacheSecretsTest {
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          Log.Format.TEXT,
          InstantSource.system());
  private final List<CacheSecrets> taken = new ArrayList<>();
  private final Path folder;

  LiveCacheSecretsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutFilesAProcessHasSecretsOfItsOwnUntilThereAreSome() throws IOException {
    LiveCacheSecrets secrets = begun();
    assertThat(taken.getFirst().hmac()).hasSize(64);
    assertThat(begunAnew().hmac()).as("another process's").isNotEqualTo(taken.getFirst().hmac());

    write("hmac", "shared");
    secrets.refresh(log);

    assertThat(taken.getLast()).isEqualTo(new CacheSecrets("shared", List.of("shared")));
  }

  @Test
  void takesOtherSecretsWithoutARestart() throws IOException {
    write("hmac", "h1\n");
    write("encryption", "e1");
    LiveCacheSecrets secrets = begun();
    secrets.refresh(log);
    assertThat(taken).containsExactly(new CacheSecrets("h1", List.of("e1")));

    write("encryption", "e2");
    write("encryption-previous", "e1");
    secrets.refresh(log);

    assertThat(taken.getLast()).isEqualTo(new CacheSecrets("h1", List.of("e2", "e1")));
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("e1", "e2", "h1");
  }

  @Test
  void keepsTheLastOnesWhenAFileCannotBeUsed() throws IOException {
    write("hmac", "h1");
    LiveCacheSecrets secrets = begun();

    write("hmac", " ");
    secrets.refresh(log);
    Files.delete(folder.resolve("hmac"));
    secrets.refresh(log);

    assertThat(taken).containsExactly(new CacheSecrets("h1", List.of("h1")));
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("hmac is empty");
  }

  @Test
  void doesNotBeginWithAnEmptyFile() throws IOException {
    write("hmac", "");

    assertThatThrownBy(() -> LiveCacheSecrets.read(folder)).hasMessageContaining("is empty");
  }

  @Test
  void neverPrintsThem() {
    assertThat(new CacheSecrets("h1", List.of("e1"))).hasToString("CacheSecrets");
  }

  private LiveCacheSecrets begun() throws IOException {
    LiveCacheSecrets secrets = LiveCacheSecrets.read(folder);
    secrets.onChange(taken::add);
    return secrets;
  }

  private CacheSecrets begunAnew() throws IOException {
    List<CacheSecrets> other = new ArrayList<>();
    LiveCacheSecrets.read(folder).onChange(other::add);
    return other.getFirst();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
