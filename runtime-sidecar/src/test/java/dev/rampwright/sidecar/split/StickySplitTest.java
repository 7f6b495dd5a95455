package dev.rampwright.sidecar.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Candidate;
import dev.rampwright.contracts.TrafficWeights.Sticky;
import dev.rampwright.sidecar.split.Acceptance.Accepted;
import dev.rampwright.sidecar.split.Acceptance.Rejected;
import dev.rampwright.sidecar.split.Assignment.ToCandidate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickySplitTest {
  private static final Sticky STICKY = new Sticky("chat-3", "x-session-id");

  private final Traffic traffic = new Traffic();

  @Test
  void neverTakesASessionBackWhileTheWeightRises() {
    Random random = new Random(11);
    for (int run = 0; run < 50; run++) {
      Traffic rising = new Traffic();
      Sticky sticky = new Sticky("run-" + run, "x-session-id");
      int[] weights = random.ints(6, 0, 10_001).sorted().toArray();
      Set<String> gone = new HashSet<>();
      for (int epoch = 1; epoch <= weights.length; epoch++) {
        rising.accept(weights(epoch, weights[epoch - 1]).by(sticky));
        Set<String> now = new HashSet<>();
        IntStream.range(0, 200)
            .mapToObj(i -> "session-" + i)
            .filter(key -> isCandidates(rising, key))
            .forEach(now::add);
        assertThat(now).as("run %d at %d", run, weights[epoch - 1]).containsAll(gone);
        gone.addAll(now);
      }
    }
  }

  /** 4.5 standard deviations of a binomial share. */
  @Test
  void givesTheCandidateItsShareOfTheSessionsWithinBinomialNoise() {
    int sessions = 20_000;
    for (int weight : List.of(100, 1_000, 5_000, 9_000)) {
      Traffic fresh = new Traffic();
      fresh.accept(weights(1, weight).by(STICKY));
      double p = weight / 10_000.0;

      long candidate =
          IntStream.range(0, sessions).filter(i -> isCandidates(fresh, "user " + i)).count();

      assertThat(Math.abs(candidate - sessions * p))
          .as("share at %d", weight)
          .isLessThan(4.5 * Math.sqrt(sessions * p * (1 - p)));
      assertThat(fresh.candidateOutcomes().started()).isEqualTo(candidate);
    }
  }

  @Test
  void decidesAlikeInEveryPodWhateverEachHasSeen() {
    Traffic other = new Traffic();
    traffic.accept(weights(1, 3_000).by(STICKY));
    other.accept(weights(1, 1_000));
    other.assign(name -> null);
    other.accept(weights(7, 3_000).by(STICKY));

    for (int i = 0; i < 1_000; i++) {
      String key = "session-" + i;
      other.assign(name -> null);
      assertThat(isCandidates(other, key)).isEqualTo(isCandidates(traffic, key));
    }
  }

  @Test
  void splitsRequestsWithoutASessionByTurnsUndisturbedByThoseWithOne() {
    traffic.accept(weights(1, 2_500).by(STICKY));
    StringBuilder turns = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      isCandidates(traffic, "session-" + i);
      turns.append(isCandidates(traffic, i % 2 == 0 ? null : "") ? 'c' : 's');
    }
    assertThat(turns).hasToString("ssscsssc");
  }

  @Test
  void givesEverySessionAtAllAndNoneAtZero() {
    traffic.accept(weights(1, 10_000).by(STICKY));
    assertThat(IntStream.range(0, 500)).allMatch(i -> isCandidates(traffic, "s" + i));
    traffic.accept(weights(2, 0).by(STICKY));
    assertThat(IntStream.range(0, 500)).noneMatch(i -> isCandidates(traffic, "s" + i));
  }

  @Test
  void asksForAHigherEpochWhenTheStickinessChanges() {
    traffic.accept(weights(4, 1_000).by(STICKY));

    assertThat(traffic.accept(weights(4, 1_000))).isInstanceOf(Rejected.class);
    assertThat(traffic.accept(weights(4, 1_000).by(new Sticky("chat-4", "x-session-id"))))
        .isInstanceOf(Rejected.class);
    assertThat(traffic.accept(weights(4, 1_000).by(STICKY))).isEqualTo(new Accepted());
  }

  private static boolean isCandidates(
      Traffic traffic, @org.jspecify.annotations.Nullable String key) {
    return traffic.assign(name -> name.equals("x-session-id") ? key : null) instanceof ToCandidate;
  }

  private static TrafficWeights weights(long epoch, int basisPoints) {
    return new TrafficWeights(
        1, epoch, new Candidate("bbbbbbbb", basisPoints, List.of("10.0.0.1:80")));
  }
}
