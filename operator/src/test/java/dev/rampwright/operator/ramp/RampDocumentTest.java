package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.TransitionTable.Edge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/ramp.md says what the code does. */
class RampDocumentTest {
  private static final Pattern EDGE = Pattern.compile("(?m)^ +(\\w+) --> (\\w+): ");
  private static final Pattern STATE_ROW =
      Pattern.compile("(?m)^\\| ([A-Z]\\w+) \\| (?:none|the|\\d)");
  private static final Pattern REASON_ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| .* \\| (yes|no) \\|$");
  private static final Pattern FIGURES =
      Pattern.compile(
          "(?m)^\\| (0[.\\d]+) \\| (\\d+) \\| ([.\\d]+) \\| (\\d+) \\| (\\S+) \\| (\\S+) \\|$");

  private static final Pattern RAMPS =
      Pattern.compile("(?m)^\\| `(errors|ttft)`.* \\| (\\d\\S+)(?: times)? \\| (0[.]\\d{4}) \\|$");
  private static final Pattern WITHIN =
      Pattern.compile("(?m)^\\| (\\d[.]\\d) times \\| (\\d+) \\|$");

  @Test
  void theDiagramShowsExactlyTheTransitionsOfTheTable() {
    Set<Edge> drawn =
        find(EDGE).map(m -> new Edge(m.group(1), m.group(2))).collect(Collectors.toSet());

    assertThat(drawn).isEqualTo(TransitionTable.edges());
  }

  @Test
  void theTableOfStatesNamesExactlyTheSealedType() {
    assertThat(find(STATE_ROW).map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            states(RampState.class).map(Class::getSimpleName).toList());
  }

  @Test
  void theTableOfReasonsNamesExactlyThoseThatEndARamp() {
    List<String> expected =
        Arrays.stream(RampReason.values())
            .filter(RampReason::endsRamp)
            .map(reason -> reason.word() + (reason.blamesCandidate() ? " yes" : " no"))
            .toList();

    assertThat(find(REASON_ROW).map(m -> m.group(1) + " " + m.group(2)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  static Stream<List<String>> figures() {
    return find(FIGURES).map(m -> Stream.of(1, 2, 3, 4, 5, 6).map(m::group).toList());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void theProbabilitiesAreThoseOfTheJudge(List<String> row) {
    OperatingCharacteristics exact =
        new OperatingCharacteristics(
            new Gate.ErrorRate("errors", Double.parseDouble(row.get(0))),
            Integer.parseInt(row.get(1)),
            Integer.parseInt(row.get(3)),
            Double.parseDouble(row.get(2)));

    assertThat(List.of(text(exact.passed()), text(exact.failed()))).isEqualTo(row.subList(4, 6));
  }

  @Test
  void theSimulationsOfWholeRampsAreThoseOfThePage() {
    assertThat(find(RAMPS).map(m -> List.of(m.group(1), m.group(2), m.group(3))))
        .containsExactly(
            List.of("errors", "0.2%", text(WholeRamps.errorsRollBackItsLike(0.002))),
            List.of("ttft", "1.00", text(WholeRamps.ttftRollsBack(1))));
  }

  @Test
  void aSlowCandidateFailsWithinTheStatedRequests() {
    assertThat(find(WITHIN).map(m -> m.group(1) + " " + m.group(2)))
        .containsExactly(
            "1.5 " + WholeRamps.ttftFailsWithin(1.5), "2.0 " + WholeRamps.ttftFailsWithin(2));
  }

  private static String text(double probability) {
    return String.format(Locale.ROOT, "%.4f", probability);
  }

  private static Stream<Class<?>> states(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RampDocumentTest::states)
        : Stream.of(type);
  }

  private static Stream<MatchResult> find(Pattern pattern) {
    return pattern.matcher(page()).results();
  }

  private static String page() {
    try {
      return Files.readString(Path.of("../docs/ramp.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
