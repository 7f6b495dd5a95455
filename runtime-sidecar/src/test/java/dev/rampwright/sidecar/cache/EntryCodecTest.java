package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Namespace;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final Namespace HOME = new Namespace("tenant:alice");
  private static final CacheKey KEY = new CacheKey("ab".repeat(32), HOME);
  private static final CachedAnswer ANSWER =
      new CachedAnswer(200, "text/event-stream", "data: [DONE]\n\n".getBytes(UTF_8), 1_000, 61_000);

  private final EntryCodec codec = codec("new secret");

  @Test
  void givesBackWhatItTook() {
    assertThat(codec.decode(KEY, codec.encode(KEY, ANSWER)))
        .hasValueSatisfying(read -> assertThat(read).usingRecursiveComparison().isEqualTo(ANSWER));
  }

  @Test
  void anotherProcessWithTheSameSecretReadsIt() {
    assertThat(codec("new secret").decode(KEY, codec.encode(KEY, ANSWER))).isPresent();
  }

  @Test
  void nothingOfTheAnswerCanBeRead() {
    byte[] entry = codec.encode(KEY, ANSWER);

    assertThat(new String(entry, UTF_8)).doesNotContain("DONE", "event-stream");
    assertThat(codec.encode(KEY, ANSWER)).as("written once more").isNotEqualTo(entry);
  }

  @Test
  void keepsAStreamInAFractionOfItsBytes() {
    String stream =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":"
                        + "[{\"index\":0,\"delta\":{\"content\":\"w"
                        + i * 7919 % 1000
                        + "\"}}]}\n\n")
            .collect(Collectors.joining());
    byte[] body = stream.getBytes(UTF_8);
    byte[] entry = codec.encode(KEY, new CachedAnswer(200, "text/event-stream", body, 1, 2));

    assertThat(entry.length).isLessThan(body.length / 10);
    assertThat(codec.decode(KEY, entry))
        .hasValueSatisfying(read -> assertThat(read.body()).isEqualTo(body));
  }

  @Test
  void givesBackBodiesOfAnyLength() {
    Random random = new Random(3);
    for (int length : new int[] {0, 1, 4_095, 4_096, 4_097, 100_000, 1 << 20}) {
      byte[] body = new byte[length];
      random.nextBytes(body);
      CachedAnswer answer = new CachedAnswer(200, "application/json", body, 1, 2);

      assertThat(codec.decode(KEY, codec.encode(KEY, answer)))
          .as("%d bytes", length)
          .hasValueSatisfying(read -> assertThat(read.body()).isEqualTo(body));
    }
  }

  @Test
  void refusesEveryFlippedBit() {
    byte[] entry = codec.encode(KEY, ANSWER);
    for (int bit = 0; bit < entry.length * 8; bit++) {
      byte[] flipped = entry.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(codec.decode(KEY, flipped)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void refusesEveryTruncationAndEveryTail() {
    byte[] entry = codec.encode(KEY, ANSWER);
    for (int length = 0; length < entry.length; length++) {
      assertThat(codec.decode(KEY, Arrays.copyOf(entry, length))).isEmpty();
    }
    assertThat(codec.decode(KEY, Arrays.copyOf(entry, entry.length + 1))).isEmpty();
  }

  @Test
  void refusesNoise() {
    Random random = new Random(5);
    for (int run = 0; run < 1_000; run++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(codec.decode(KEY, noise)).isEmpty();
    }
  }

  @Test
  void refusesAnEntryUnderAnotherKeyOrInAnotherNamespace() {
    byte[] entry = codec.encode(KEY, ANSWER);

    assertThat(codec.decode(new CacheKey("cd".repeat(32), HOME), entry)).isEmpty();
    assertThat(codec.decode(new CacheKey(KEY.hex(), new Namespace("tenant:bob")), entry)).isEmpty();
  }

  @Test
  void readsWhatAnEarlierSecretWroteAndWritesWithTheNewest() {
    byte[] before = codec("old secret").encode(KEY, ANSWER);
    EntryCodec rotated = codec("new secret", "old secret");

    assertThat(rotated.decode(KEY, before)).isPresent();
    assertThat(codec.decode(KEY, rotated.encode(KEY, ANSWER))).isPresent();
    assertThat(codec.decode(KEY, before)).as("once the old one is forgotten").isEmpty();
  }

  /** Secrets of whatever length give whole keys, and the id gives nothing of them away. */
  @Test
  void derivesDifferentKeysForEachSecretAndNamespace() {
    EntryKeys one = new EntryKeys("a");
    EntryKeys other = new EntryKeys("b".repeat(500));

    assertThat(one.id()).isNotEqualTo(other.id()).isEqualTo(new EntryKeys("a").id());
    assertThat(one.of(HOME).getEncoded()).hasSize(32).isNotEqualTo(other.of(HOME).getEncoded());
    assertThat(one.of(HOME)).isNotEqualTo(one.of(new Namespace("tenant:bob")));
  }

  @Test
  void forgetsDerivedKeysRatherThanGrow() {
    EntryKeys keys = new EntryKeys("a");
    var first = keys.of(HOME);
    for (int i = 0; i < 3_000; i++) {
      keys.of(new Namespace("tenant:" + i));
    }

    assertThat(keys.of(HOME)).isEqualTo(first);
  }

  /** An average entry is found damaged far sooner than an engine would have answered. */
  @Test
  void findsAThousandDamagedEntriesWithinAMillisecondEach() {
    Random random = new Random(7);
    byte[] body = new byte[4_096];
    random.nextBytes(body);
    byte[] entry = codec.encode(KEY, new CachedAnswer(200, "application/json", body, 1, 2));
    long[] nanos = new long[1_000];
    for (int i = 0; i < nanos.length; i++) {
      byte[] flipped = entry.clone();
      flipped[random.nextInt(entry.length)] ^= (byte) (1 << random.nextInt(8));
      long begun = System.nanoTime();
      assertThat(codec.decode(KEY, flipped)).isEmpty();
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf("a damaged entry of 4 kB is found in %d microseconds%n", nanos[500] / 1_000);
    assertThat(nanos[500]).as("median").isLessThan(1_000_000);
  }

  private static EntryCodec codec(String... secrets) {
    return new EntryCodec(new KeyRing(List.of(secrets)));
  }
}
