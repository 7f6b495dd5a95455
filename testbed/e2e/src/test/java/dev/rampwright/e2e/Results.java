package dev.rampwright.e2e;

import dev.rampwright.e2e.record.Classifier;
import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Kill;
import dev.rampwright.e2e.record.Sent;
import dev.rampwright.e2e.record.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of results: a row and, where anything failed or was killed, a list for every scenario;
 * beside it the table of all that ran so far.
 */
final class Results {
  private static final Path ROWS = Path.of("target", "ramp-scenarios");
  private static final Path TABLE = Path.of("target", "ramp-scenarios.md");

  private Results() {}

  static void write(Figures figures, Classifier classifier, Collection<Sent> sent)
      throws IOException {
    Files.createDirectories(ROWS);
    String name =
        figures
            .scenario()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("-$", "");
    Files.writeString(ROWS.resolve(name + ".md"), Table.row(figures));
    Files.write(ROWS.resolve(name + ".txt"), details(figures, classifier, sent));
    Files.writeString(TABLE, Table.of(rows()));
  }

  private static List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROWS)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        rows.add(Files.readString(file));
      }
    }
    return rows;
  }

  private static List<String> details(
      Figures figures, Classifier classifier, Collection<Sent> sent) {
    Stream<String> kills = figures.kills().stream().map(Kill::toString).map("killed "::concat);
    Stream<String> failures =
        sent.stream()
            .flatMap(
                it ->
                    classifier.of(it).stream()
                        .map(kind -> "class %s %s".formatted(kind.number(), it.line())));
    return Stream.concat(kills, failures).toList();
  }
}
