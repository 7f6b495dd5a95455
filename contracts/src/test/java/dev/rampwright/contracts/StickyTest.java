package dev.rampwright.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rampwright.contracts.TrafficWeights.Sticky;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StickyTest {
  private static final int SESSIONS = 100_000;

  /** SHA-256 is given, so these can be had with any other tool; a change would move sessions. */
  @ParameterizedTest
  @CsvSource({"chat-3,alice,8366", "chat-3,bob,3282", "chat-4,alice,2128", "chat-3,'',8905"})
  void placesASessionWhereItsDigestSays(String rolloutId, String key, int slot) {
    assertThat(new Sticky(rolloutId, "x-session-id").slotOf(key)).isEqualTo(slot);
  }

  /** 4.5 standard deviations of a binomial share: wrong for one in 150,000 families of keys. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000, 5_000, 9_000, 9_999})
  void givesAWeightItsShareOfTheSessionsWithinBinomialNoise(int weight) {
    Sticky sticky = new Sticky("chat-3", "x-session-id");
    double p = weight / (double) TrafficWeights.SLOTS;
    double noise = 4.5 * Math.sqrt(SESSIONS * p * (1 - p));

    long below =
        IntStream.range(0, SESSIONS).filter(i -> sticky.slotOf("session-" + i) < weight).count();

    assertThat((double) below).isCloseTo(SESSIONS * p, within(noise));
  }

  @Test
  void shufflesTheSessionsAnewForEachRollout() {
    Sticky one = new Sticky("chat-3", "x-session-id");
    Sticky next = new Sticky("chat-4", "x-session-id");

    long both =
        IntStream.range(0, SESSIONS)
            .mapToObj(i -> "session-" + i)
            .filter(key -> one.slotOf(key) < 1_000 && next.slotOf(key) < 1_000)
            .count();

    assertThat((double) both).isCloseTo(SESSIONS * 0.01, within(4.5 * Math.sqrt(990)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x session", "x:session", "x-sess\u00efon", "x-session\n"})
  void refusesWhatIsNoHeadersName(String header) {
    assertThatThrownBy(() -> new Sticky("chat-3", header))
        .hasMessageContaining("must be the name of a header such as x-session-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b"})
  void refusesARolloutIdThatCouldRunIntoTheKey(String rolloutId) {
    assertThatThrownBy(() -> new Sticky(rolloutId, "x-session-id"))
        .hasMessageContaining("sticky.rolloutId");
  }
}
