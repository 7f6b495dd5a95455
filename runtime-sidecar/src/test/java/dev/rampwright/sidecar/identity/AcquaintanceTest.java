package dev.rampwright.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.identity.Clients.KeyHolders;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {
  private static final Verdict ALICE = new Verdict.Admitted(new Tenant("alice"));
  private static final Verdict BOB = new Verdict.Admitted(new Tenant("bob"));

  private final Acquaintance last = new Acquaintance();
  private int digests;
  private final KeyHolders holders =
      new KeyHolders(Map.of("digest of a", "alice", "digest of b", "bob"), this::digest);

  private String digest(String key) {
    digests++;
    return "digest of " + key;
  }

  private Verdict judge(KeyHolders among, String... headers) {
    MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      sent.add(headers[i], headers[i + 1]);
    }
    return last.judge(among, sent::getAll);
  }

  @Test
  void paysForTheSameKeyOnce() {
    for (int i = 0; i < 3; i++) {
      assertThat(judge(holders, "Authorization", "Bearer a")).isEqualTo(ALICE);
    }

    assertThat(digests).isEqualTo(1);
  }

  @Test
  void anotherKeyIsAnotherTenant() {
    judge(holders, "x-api-key", "a");

    assertThat(judge(holders, "x-api-key", "b")).isEqualTo(BOB);
    assertThat(judge(holders, "x-api-key", "b")).isEqualTo(BOB);
    assertThat(judge(holders, "x-api-key", "a")).isEqualTo(ALICE);
    assertThat(digests).isEqualTo(3);
  }

  @Test
  void whatIsAlmostTheSameIsJudged() {
    judge(holders, "x-api-key", "a");

    assertThat(judge(holders)).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(holders, "x-api-key", "aa")).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(holders, "x-api-key", "")).isInstanceOf(Verdict.Refused.class);
    assertThat(judge(holders, "Authorization", "a")).as("no scheme").isInstanceOf(refused());
    assertThat(judge(holders, "x-api-key", "a", "x-api-key", "b")).isInstanceOf(refused());
    assertThat(judge(holders, "x-api-key", "a", "Authorization", "Bearer b"))
        .isInstanceOf(refused());
    assertThat(judge(holders, "x-api-key", "a", "Authorization", "Bearer a")).isEqualTo(ALICE);
  }

  @Test
  void strangersAreNotRemembered() {
    judge(holders, "x-api-key", "guess");
    judge(holders, "x-api-key", "guess");

    assertThat(digests).isEqualTo(2);
  }

  @Test
  void otherKeysInForceEndIt() {
    judge(holders, "x-api-key", "a");
    KeyHolders without = new KeyHolders(Map.of("digest of b", "bob"), this::digest);
    KeyHolders handedOn = new KeyHolders(Map.of("digest of a", "carol"), this::digest);

    assertThat(judge(without, "x-api-key", "a")).isInstanceOf(refused());
    assertThat(judge(handedOn, "x-api-key", "a"))
        .isEqualTo(new Verdict.Admitted(new Tenant("carol")));
  }

  private static Class<? extends Verdict> refused() {
    return Verdict.Refused.class;
  }
}
