package dev.rampwright.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scenarios in {@code src/test/resources/golden}: {@code <scenario>-in.yaml} is what a user writes,
 * {@code <scenario>-out.yaml} all that is made of it. {@code -Drampwright.regenerate=true} writes
 * the latter.
 */
public final class GoldenYaml {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private GoldenYaml() {}

  /** The scenario's input. */
  public static <R extends HasMetadata> R in(String scenario, Class<R> type) {
    return YAML.unmarshal(read(FOLDER.resolve(scenario + "-in.yaml")), type);
  }

  /** Compares the objects with the scenario's output. */
  public static void assertOut(String scenario, List<? extends HasMetadata> objects) {
    Path file = FOLDER.resolve(scenario + "-out.yaml");
    String actual = objects.stream().map(GoldenYaml::yaml).collect(Collectors.joining());
    if (Boolean.getBoolean("rampwright.regenerate")) {
      write(file, actual);
    }
    assertThat(actual)
        .as("%s; -Drampwright.regenerate=true writes it anew", file)
        .isEqualTo(read(file));
  }

  /** With sorted keys: those of labels have no order of their own. */
  private static String yaml(HasMetadata object) {
    return YAML.asYaml(sorted(YAML.convertValue(object, Map.class)));
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, child) -> sorted.put(String.valueOf(key), sorted(child)));
      return sorted;
    }
    return value instanceof List<?> list ? list.stream().map(GoldenYaml::sorted).toList() : value;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
