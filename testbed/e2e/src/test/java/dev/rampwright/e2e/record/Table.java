package dev.rampwright.e2e.record;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The figures as a table in Markdown. */
public final class Table {
  private static final int LONGEST_MESSAGE = 220;

  private Table() {}

  /** The whole of it, from its rows. */
  public static String of(Collection<String> rows) {
    List<String> columns =
        List.of(
            "Scenario",
            "Requests",
            failureNumbers(),
            "Candidate's share",
            "Seconds from the change to each state",
            "End");
    return line(columns) + line(columns.stream().map(_ -> "---").toList()) + String.join("", rows);
  }

  /** One scenario's row. */
  public static String row(Figures it) {
    return line(
        List.of(
            it.scenario(),
            Long.toString(it.requests()),
            failures(it),
            join(it.shares()),
            join(it.moments()),
            "%s, `%s`: %s".formatted(it.state(), it.reason(), shortened(it.message()))));
  }

  private static String failureNumbers() {
    return "Failed, by class "
        + Arrays.stream(FailureClass.values()).map(FailureClass::number).collect(joining(" / "));
  }

  /** Of a class that kills explain, also what they allow at most. */
  private static String failures(Figures it) {
    return Arrays.stream(FailureClass.values())
        .map(
            kind ->
                switch (kind) {
                  case ON_KILLED_PROCESS ->
                      it.kills().isEmpty()
                          ? "0"
                          : "%d (of at most %d)".formatted(it.failures(kind), it.most());
                  case ANSWERED_BADLY_BY_CANDIDATE, TOWARDS_KILLED_PROCESS, SHED, OTHER ->
                      Long.toString(it.failures(kind));
                })
        .collect(joining(" / "));
  }

  private static String join(List<?> parts) {
    return parts.stream().map(Object::toString).collect(joining("; "));
  }

  private static String shortened(String message) {
    String one = message.replace('\n', ' ').replace("|", "\\|");
    return one.length() <= LONGEST_MESSAGE ? one : one.substring(0, LONGEST_MESSAGE) + "...";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
