package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What holds of all requests, tried on random ones; {@code -Drampwright.cache.seed} repeats a run.
 */
class KeyPropertiesTest {
  private static final int CHAINS = 2_000;
  private static final int CHANGES = 10;

  private final long seed = Long.getLong("rampwright.cache.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final CachePolicy policy = new CachePolicy(new KeyDerivation("secret".getBytes(UTF_8)));

  /** In both directions: no two meanings share a key, and no meaning has two. */
  @Test
  void keysAreAlikeExactlyWhereMeaningsAre() {
    int alike = 0;
    for (int i = 0; i < CHAINS; i++) {
      RandomAsk ask = RandomAsk.of(random);
      String key = ask.key(policy);
      for (int j = 0; j < CHANGES; j++) {
        RandomAsk changed = ask.changed(random);
        String other = changed.key(policy);
        assertThat(other.equals(key))
            .as("seed %d: %s and %s", seed, ask.meaning(), changed.meaning())
            .isEqualTo(changed.meaning().equals(ask.meaning()));
        alike += other.equals(key) ? 1 : 0;
      }
    }
    assertThat(alike).as("both sides of the property were tried").isBetween(1_000, 12_000);
  }

  /** All against all, however they came about. */
  @Test
  void noKeyIsThatOfTwoMeanings() {
    Map<String, RandomAsk> byKey = new HashMap<>();
    for (int i = 0; i < CHAINS * CHANGES; i++) {
      RandomAsk ask = RandomAsk.of(random);
      RandomAsk same = byKey.putIfAbsent(ask.key(policy), ask);
      if (same != null) {
        assertThat(ask.meaning()).as("seed %d", seed).isEqualTo(same.meaning());
      }
    }
    assertThat(byKey).hasSizeGreaterThan(CHAINS);
  }

  /** A tenant may choose its name, its agents' and everything that it asks. */
  @Test
  void nobodyIsReplayedWhatAnotherTenantHasAsked() {
    List<String> names = List.of("alice", "bob", "carol", "tenant:alice", "search", "");
    Tenancy tenancy = new Tenancy(true, Map.of("alice", "search", "bob", "search"));
    Map<String, String> answers = new HashMap<>();
    List<RandomAsk> asked = new ArrayList<>();
    int hits = 0;
    for (int i = 0; i < CHAINS * CHANGES; i++) {
      RandomAsk ask =
          asked.isEmpty() || random.nextInt(4) == 0
              ? RandomAsk.of(random)
              : asked.get(random.nextInt(asked.size())).changed(random);
      asked.add(ask);
      String tenant = names.get(random.nextInt(names.size()));
      Namespace namespace = tenancy.namespaceOf(new Tenant(tenant));
      RandomAsk looked =
          new RandomAsk(
              namespace,
              ask.generation(),
              ask.engine(),
              ask.agent(),
              ask.path(),
              ask.contentType(),
              ask.credential(),
              ask.body());
      @Nullable String owner = answers.putIfAbsent(looked.key(policy), tenant);
      if (owner != null) {
        hits++;
        assertThat(mayShare(owner, tenant)).as("seed %d: %s and %s", seed, owner, tenant).isTrue();
      }
    }
    assertThat(hits).as("something was replayed").isGreaterThan(100);
  }

  private static boolean mayShare(String one, String other) {
    List<String> group = List.of("alice", "bob");
    return one.equals(other) || (group.contains(one) && group.contains(other));
  }
}
