package dev.rampwright.e2e.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Instant T = Instant.parse("2026-11-25T12:00:00Z");

  private static Look look(int second, String state, int weight, long epoch, boolean inForce) {
    return new Look(
        T.plusSeconds(second),
        T.plusSeconds(second).plusMillis(10),
        state,
        "bbbbbbbb",
        weight,
        epoch,
        inForce,
        2,
        epoch * 100,
        epoch * 10);
  }

  /** One request a second, every tenth the candidate's. */
  private static List<Sent> steady(int seconds) {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      Instant at = T.plusSeconds(i).plusMillis(500);
      String revision = i % 10 == 9 ? "bbbbbbbb" : "aaaaaaaa";
      sent.add(new Sent(i, at, at, 1, T, 200, revision, true, ""));
    }
    return sent;
  }

  @Test
  void theShareCountsOnlyWhileAllEntryPodsSplitSo() {
    List<Look> looks =
        List.of(
            look(0, "Preparing", 0, 1, true),
            look(1, "Ramping", 10, 2, false),
            look(10, "Ramping", 10, 2, true),
            look(50, "Ramping", 10, 2, true),
            look(51, "Ramping", 50, 3, false));

    assertThat(Share.of(looks, steady(60))).containsExactly(new Share(10, 2, 40, 4, 200, 20));
  }

  @Test
  void aShareIsExactWithinOneRequestPerEntryPodAndTheEdges() {
    assertThat(new Share(10, 2, 400, 44, 400, 42).isExact()).isTrue();
    assertThat(new Share(10, 2, 400, 45, 400, 40).isExact()).isFalse();
    assertThat(new Share(10, 2, 400, 40, 400, 43).isExact()).isFalse();
  }

  @Test
  void momentsAreTheChangesAfterTheChangeOfTheSpec() {
    List<Look> looks =
        List.of(
            look(0, "Idle", 0, 1, true),
            look(2, "Preparing", 0, 1, true),
            look(3, "Preparing", 0, 1, true),
            look(4, "Ramping", 10, 2, false),
            look(9, "Ramping", 50, 3, true));

    assertThat(Moment.of(looks, T.plusSeconds(1)))
        .extracting(Moment::toString)
        .containsExactly("Preparing 1.0", "10% 3.0", "50% 8.0");
  }

  @Test
  void aRowTellsAllAndSaysWhatAKillAllows() {
    Kill kill = new Kill("pod", T, T, "aaaaaaaa", Set.of(1, 2), 5, T);
    Figures figures =
        new Figures(
            "good",
            100,
            Map.of(FailureClass.ON_KILLED_PROCESS, 1L),
            List.of(new Share(10, 2, 100, 10, 110, 11)),
            List.of(),
            List.of(kill),
            "Idle",
            "Promoted",
            "a|b\nc");

    assertThat(Table.row(figures))
        .isEqualTo(
            "| good | 100 | 0 / 1 (of at most 2) / 0 / 0 / 0 | 10%: 10/100, pods 11/110 |  | Idle,"
                + " `Promoted`: a\\|b c |\n");
    assertThat(Table.of(List.of(Table.row(figures))))
        .startsWith("| Scenario |")
        .contains("1 / 2 / 2b");
  }
}
