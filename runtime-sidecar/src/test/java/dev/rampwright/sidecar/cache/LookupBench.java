package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.sidecar.cache.policy.Ask;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import dev.rampwright.sidecar.cache.policy.CacheScope;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.Eligibility;
import dev.rampwright.sidecar.cache.policy.Engine;
import dev.rampwright.sidecar.cache.policy.Generation;
import dev.rampwright.sidecar.cache.policy.KeyDerivation;
import dev.rampwright.sidecar.cache.policy.Namespace;
import dev.rampwright.sidecar.cache.policy.RequestDirectives;
import dev.rampwright.sidecar.cache.policy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parts of a lookup in a real Redis, each by itself, and a thousand damaged entries: {@code
 * make bench-sidecar ONLY=lookup}. Prints one line for each: name, p50, p99 and longest in
 * milliseconds, and how many of the damaged entries were taken for answers; fields are separated by
 * tabs.
 */
final class LookupBench {
  private static final String CHAT = "/v1/chat/completions";
  private static final String TOKENIZE = "/tokenize";
  private static final int TOKENS = 4_096;
  private static final int KEPT = 200;
  private static final int WARM = 20_000;
  private static final int TIMED = 4_000;
  private static final int DAMAGED = 1_000;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final String FILLER =
      "You are an assistant that answers in one sentence and says nothing that it does not know. ";

  private static final byte[] ANSWER =
      ("{\"id\":\"chatcmpl-0123456789abcdef\",\"created\":1700000000,\"choices\":[{\"message\":"
              + "{\"role\":\"assistant\",\"content\":\""
              + FILLER.repeat(6)
              + "\"}}]}")
          .getBytes(UTF_8);

  private final CachePolicy policy = new CachePolicy(new KeyDerivation("secret".getBytes(UTF_8)));
  private final EntryCodec codec = new EntryCodec(new KeyRing(List.of("secret")));
  private final Random random = new Random(7);
  private final RedisStore store;

  /** Takes port and password of a Redis on this machine. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("lookup");
    Files.writeString(folder.resolve(SidecarFiles.REDIS_PASSWORD), args[1]);
    RedisConfig address = new RedisConfig("127.0.0.1", Integer.parseInt(args[0]));
    new LookupBench(
            new RedisStore(
                new LazyClient(() -> new RedisConnector(folder, folder).connect(address))))
        .run();
  }

  private LookupBench(RedisStore store) {
    this.store = store;
  }

  private void run() {
    time("key of a request that is new", i -> key(CHAT, "b", chat(i)));
    time("key of a request that was seen", i -> key(CHAT, "b", chat(i % KEPT)));
    timeEntry("an answer of " + ANSWER.length + " bytes", i -> key(CHAT, "b", chat(i)), ANSWER);
    timeEntry(TOKENS + " token IDs", i -> key(TOKENIZE, "b", chat(i)), tokens());
    timeDamaged();
    store.close();
  }

  private void timeEntry(String what, IntFunction<CacheKey> key, byte[] body) {
    List<CacheKey> keys = IntStream.range(0, KEPT).mapToObj(key).toList();
    List<byte[]> entries =
        keys.stream().map(one -> codec.encode(one, answer(coded(one, body)))).toList();
    for (int i = 0; i < KEPT; i++) {
      store.put(keys.get(i), entries.get(i), HOUR_MILLIS);
    }
    time("round trip for " + what, i -> store.get(keys.get(i % KEPT)));
    time(
        "decoding " + what,
        i -> {
          CacheKey one = keys.get(i % KEPT);
          CachedAnswer found = codec.decode(one, entries.get(i % KEPT)).orElseThrow();
          return Coding.of(one.layer()).decode(found.body()).orElseThrow();
        });
  }

  private void timeDamaged() {
    for (int i = 0; i < WARM; i++) {
      Damaged one = damaged(i);
      Objects.requireNonNull(Found.of(one.key(), one.entry(), codec));
    }
    // Made beforehand, as those in a Redis are: what is timed is only how each is found.
    List<Damaged> all = IntStream.range(0, DAMAGED).mapToObj(this::damaged).toList();
    int served = 0;
    double[] millis = new double[DAMAGED];
    for (int i = 0; i < DAMAGED; i++) {
      Damaged one = all.get(i);
      long begun = System.nanoTime();
      Found found = Found.of(one.key(), one.entry(), codec);
      millis[i] = (System.nanoTime() - begun) / 1e6;
      served += found instanceof Found.Damaged ? 0 : 1;
    }
    print("damage of an entry found", millis, served);
  }

  /** A third each: a flipped bit, a cut tail, what another model answered. */
  private Damaged damaged(int number) {
    CacheKey key = key(CHAT, "b", chat(number));
    byte[] entry = codec.encode(key, answer(ANSWER));
    return new Damaged(
        key,
        switch (number % 3) {
          case 0 -> {
            entry[random.nextInt(entry.length)] ^= (byte) (1 << random.nextInt(8));
            yield entry;
          }
          case 1 -> Arrays.copyOf(entry, random.nextInt(entry.length));
          default -> codec.encode(key(CHAT, "another model", chat(number)), answer(ANSWER));
        });
  }

  @SuppressWarnings("ArrayRecordComponent") // Read only.
  private record Damaged(CacheKey key, byte[] entry) {}

  private static void time(String what, IntFunction<?> part) {
    double[] millis = new double[TIMED];
    for (int i = 0; i < WARM + TIMED; i++) {
      long begun = System.nanoTime();
      Objects.requireNonNull(part.apply(i), what);
      if (i >= WARM) {
        millis[i - WARM] = (System.nanoTime() - begun) / 1e6;
      }
    }
    print(what, millis, 0);
  }

  private static void print(String what, double[] millis, int served) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s\t%.4f\t%.4f\t%.4f\t%d%n",
        what,
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        sorted[sorted.length - 1],
        served);
  }

  private CacheKey key(String path, String build, byte[] body) {
    CacheScope scope =
        new CacheScope(
            new Namespace("tenant:bench"), Generation.FIRST, new Engine("0000beef", build));
    Ask ask =
        new Ask(
            new Tenant("bench"),
            "",
            path,
            false,
            "application/json",
            "",
            body,
            RequestDirectives.of(null));
    return ((Decision.Cacheable) policy.decide(scope, ask, Eligibility.DETERMINISTIC)).key();
  }

  private static byte[] chat(int number) {
    String text = FILLER.repeat(4) + number;
    return ("{\"model\":\"mock\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\""
            + text
            + "\"}]}")
        .getBytes(UTF_8);
  }

  private byte[] tokens() {
    return random
        .ints(TOKENS, 0, 150_000)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "{\"tokens\":[", "]}"))
        .getBytes(UTF_8);
  }

  private static byte[] coded(CacheKey key, byte[] body) {
    return Coding.of(key.layer()).encode(body).orElseThrow();
  }

  private static CachedAnswer answer(byte[] body) {
    long now = System.currentTimeMillis();
    return new CachedAnswer(200, "application/json", body, now, now + HOUR_MILLIS);
  }
}
