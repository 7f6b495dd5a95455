package dev.rampwright.api.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the chart renders for one file of values. */
record RenderedChart(String name, List<JsonNode> documents) {
  private static final Path GOLDEN = Path.of("../helm/tests/golden");
  private static final ObjectReader READER = new YAMLMapper().readerFor(JsonNode.class);

  static List<RenderedChart> all() {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().map(RenderedChart::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RenderedChart of(String name) {
    return read(GOLDEN.resolve(name + ".yaml"));
  }

  private static RenderedChart read(Path file) {
    try {
      List<JsonNode> documents =
          READER.<JsonNode>readValues(Files.readString(file)).readAll().stream()
              .filter(JsonNode::isObject)
              .toList();
      return new RenderedChart(file.getFileName().toString(), documents);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  Stream<JsonNode> ofKind(String kind) {
    return documents.stream().filter(document -> document.path("kind").asText().equals(kind));
  }

  /** The rules of every role, of the cluster or of a namespace. */
  Stream<JsonNode> rules() {
    return Stream.concat(ofKind("ClusterRole"), ofKind("Role"))
        .flatMap(role -> role.get("rules").valueStream());
  }

  @Override
  public String toString() {
    return name;
  }
}
