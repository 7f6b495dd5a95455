package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Generated files that stand in the tree: compared, or written with {@code regenerate}. */
final class CommittedFiles {
  /** The manifests and the chart's copy; what stands under {@code released} changes no more. */
  static final List<Path> CRD_FOLDERS =
      List.of(Path.of("manifests"), Path.of("../helm/rampwright/files/crds"));

  static final Path REFERENCE = Path.of("../docs/reference.md");

  private CommittedFiles() {}

  static void compare(Path file, String generated) {
    if (Boolean.getBoolean("rampwright.regenerate")) {
      write(file, generated);
    }
    assertThat(file)
        .as("run the crds tests with -Drampwright.regenerate=true to rewrite it")
        .exists()
        .content()
        .isEqualTo(generated);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
