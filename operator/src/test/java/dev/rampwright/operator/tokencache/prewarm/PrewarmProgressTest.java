package dev.rampwright.operator.tokencache.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.SidecarStats.Prewarm;
import dev.rampwright.operator.kube.Conditions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrewarmProgressTest {
  private static final PrewarmOrder ORDER =
      new PrewarmOrder(
          1, "now", Collections.nCopies(12, new PrewarmOrder.Entry("/tokenize", null, null, "{}")));

  @Test
  void isThatOfTheSlowestSidecar() {
    PrewarmProgress progress =
        of(2, new Prewarm("now", 12, 12, 0, 0), new Prewarm("now", 12, 3, 1, 1));

    assertThat(progress).isEqualTo(new PrewarmProgress(12, 3, 1, 1, false));
    assertThat(progress.text()).isEqualTo("3/12");
    assertThat(condition(progress)).isEqualTo("False/Prewarming");
  }

  @Test
  void aSidecarThatDoesNotTellHasNothing() {
    assertThat(of(2, new Prewarm("now", 12, 12, 0, 0)).text()).isEqualTo("0/12");
    assertThat(of(2, new Prewarm("now", 12, 12, 0, 0), null).text()).isEqualTo("0/12");
    assertThat(of(2, new Prewarm("now", 12, 12, 0, 0), new Prewarm("before", 1, 1, 0, 0)).over())
        .isFalse();
    assertThat(of(0).over()).isFalse();
  }

  @Test
  void endsWellOrSaysWhatIsMissing() {
    assertThat(condition(of(1, new Prewarm("now", 12, 12, 0, 0))))
        .isEqualTo("True/PrewarmComplete");
    assertThat(condition(of(1, new Prewarm("now", 12, 9, 2, 1))))
        .isEqualTo("False/PrewarmIncomplete");
  }

  private static PrewarmProgress of(int sidecars, @Nullable Prewarm... said) {
    return PrewarmProgress.of(
        ORDER, Arrays.stream(said).map(PrewarmProgressTest::stats).toList(), sidecars);
  }

  private static String condition(PrewarmProgress progress) {
    return PrewarmCondition.judged(
            Conditions.continuing(null, 1L, Instant.EPOCH),
            new PrewarmWish.Ordered(ORDER),
            Optional.of(progress))
        .list()
        .stream()
        .map(condition -> condition.getStatus() + "/" + condition.getReason())
        .findFirst()
        .orElseThrow();
  }

  private static SidecarStats stats(@Nullable Prewarm prewarm) {
    return new SidecarStats(
            new SidecarStats.Core(
                1,
                List.of(1),
                "i",
                "aaaaaaaa",
                "d",
                0,
                0,
                false,
                0,
                0,
                Outcomes.NONE,
                Outcomes.NONE,
                CacheCounters.NONE))
        .with(prewarm, null);
  }
}
