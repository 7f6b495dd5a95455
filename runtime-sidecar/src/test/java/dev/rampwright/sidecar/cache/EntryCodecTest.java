package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Namespace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final Namespace HOME = new Namespace("tenant:alice");
  private static final CacheKey KEY = new CacheKey("ab".repeat(32), HOME);
  private static final CachedAnswer ANSWER =
      new CachedAnswer(200, "text/event-stream", "data: [DONE]\n\n".getBytes(UTF_8), 1_000, 61_000);

  @Test
  void givesBackWhatItTook() {
    assertThat(EntryCodec.decode(KEY, EntryCodec.encode(KEY, ANSWER)))
        .hasValueSatisfying(read -> assertThat(read).usingRecursiveComparison().isEqualTo(ANSWER));
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] entry = EntryCodec.encode(KEY, ANSWER);
    for (int bit = 0; bit < entry.length * 8; bit++) {
      byte[] flipped = entry.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(EntryCodec.decode(KEY, flipped)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void refusesEveryTruncationAndEveryTail() {
    byte[] entry = EntryCodec.encode(KEY, ANSWER);
    for (int length = 0; length < entry.length; length++) {
      assertThat(EntryCodec.decode(KEY, Arrays.copyOf(entry, length))).isEmpty();
    }
    assertThat(EntryCodec.decode(KEY, Arrays.copyOf(entry, entry.length + 1))).isEmpty();
  }

  @Test
  void refusesNoise() {
    Random random = new Random(5);
    for (int run = 0; run < 1_000; run++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(EntryCodec.decode(KEY, noise)).isEmpty();
    }
  }

  @Test
  void refusesAnEntryUnderAnotherKey() {
    byte[] entry = EntryCodec.encode(KEY, ANSWER);
    assertThat(EntryCodec.decode(new CacheKey("cd".repeat(32), HOME), entry)).isEmpty();
  }
}
