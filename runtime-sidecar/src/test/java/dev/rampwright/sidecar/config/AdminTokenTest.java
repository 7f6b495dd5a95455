package dev.rampwright.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  private final AtomicLong now = new AtomicLong();
  private final Path file;

  AdminTokenTest(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("admin-token"), "first\n");
  }

  @Test
  void authorizesItsBearerOnly() throws IOException {
    AdminToken token = AdminToken.read(file, now::get);

    assertThat(token.authorizes("Bearer first")).isTrue();
    assertThat(token.authorizes("Bearer second")).isFalse();
    assertThat(token.authorizes("first")).isFalse();
    assertThat(token.authorizes(null)).isFalse();
    assertThat(token.hopToken()).isEqualTo(Digests.hopToken("first"));
  }

  @Test
  void takesUpARotatedTokenWithinFiveSeconds() throws IOException {
    AdminToken token = AdminToken.read(file, now::get);
    write("second", 1);

    assertThat(token.authorizes("Bearer first")).isTrue();
    now.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(token.authorizes("Bearer first")).isFalse();
    assertThat(token.authorizes("Bearer second")).isTrue();
    assertThat(token.hopToken()).isEqualTo(Digests.hopToken("second"));
  }

  @Test
  void keepsTheLastTokenWhileTheFileIsGoneOrEmpty() throws IOException {
    AdminToken token = AdminToken.read(file, now::get);
    write("", 1);
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(token.authorizes("Bearer first")).isTrue();
    Files.delete(file);
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(token.authorizes("Bearer first")).isTrue();

    write("second", 2);
    now.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(token.authorizes("Bearer second")).isTrue();
  }

  @Test
  void refusesAnEmptyFileAtTheStart() throws IOException {
    write(" ", 1);
    assertThatThrownBy(() -> AdminToken.read(file, now::get)).hasMessageContaining("is empty");
  }

  private void write(String text, long second) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000));
  }
}
