package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any release accepted is accepted for as long as the version is served. */
class CompatibilityTest {
  private static final Map<String, String> NOW = CrdManifests.all();

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("released"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void thisReleaseTakesNothingAwayFrom(Path released) {
    String name = released.getFileName().toString();
    assertThat(NOW).as("the kinds of %s", released).containsKey(name);
    ObjectNode now = Yaml.read(NOW.getOrDefault(name, ""));
    assertThat(CrdComparison.breaks(Yaml.read(released), now)).isEmpty();
  }
}
