package dev.rampwright.api.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of custom resources.
 *
 * @param name of the file
 * @param expectation part of the refusal, from the first line; empty: all is accepted
 * @param documents those before the last one are there already when the last one is tried
 */
record Samples(String name, String expectation, List<String> documents) {
  private static final String EXPECT = "# expect: ";
  private static final Path RESOURCES = Path.of("src/test/resources");

  /** One file per rule. */
  static List<Samples> invalid() {
    return in(RESOURCES.resolve("invalid"));
  }

  /** Small and full ones, and what users are shown. */
  static List<Samples> valid() {
    return Stream.of(RESOURCES.resolve("valid"), Path.of("../examples"))
        .flatMap(folder -> in(folder).stream())
        .toList();
  }

  private static List<Samples> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(Samples::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Samples read(Path file) {
    try {
      String text = Files.readString(file);
      String first = text.lines().findFirst().orElse("");
      String expectation = first.startsWith(EXPECT) ? first.substring(EXPECT.length()).strip() : "";
      List<String> documents =
          Stream.of(text.split("(?m)^---$")).filter(part -> part.contains("kind:")).toList();
      return new Samples(file.getFileName().toString(), expectation, documents);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  String last() {
    return documents.getLast();
  }

  List<String> earlier() {
    return documents.subList(0, documents.size() - 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
