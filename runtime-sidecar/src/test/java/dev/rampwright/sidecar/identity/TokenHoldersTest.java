package dev.rampwright.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens and keys over time. */
class TokenHoldersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Verdict ALICE = new Verdict.Admitted(new Tenant("alice"));

  private final Issuer first = new Issuer("k1");
  private final Issuer second = new Issuer("k2");
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private long nanos;
  private int fetches;
  private int verifications;
  private Future<String> published = Future.succeededFuture(first.published().toString());

  private final TokenHolders holders =
      new TokenHolders(
          Issuer.rules("https://issuer.example/jwks"),
          () -> {
            fetches++;
            return published;
          },
          work -> {
            verifications++;
            return Future.succeededFuture(work.run());
          },
          () -> now,
          () -> nanos,
          new Log(System.out, Log.Format.TEXT, InstantSource.system()));

  @Test
  void verifiesATokenOnce() {
    holders.refresh();
    String token = first.token("alice", now);

    assertThat(judge(token)).isEqualTo(ALICE);
    assertThat(holders.judge(header -> bearer(header, token))).isEqualTo(ALICE);
    assertThat(verifications).isEqualTo(1);
  }

  @Test
  void forgetsATokenWhenItExpires() {
    holders.refresh();
    String token = first.token("alice", now);
    judge(token);

    now = now.plusSeconds(3_600 + 61);

    assertThat(judge(token)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void fetchesKeysForAKeyThatItDoesNotKnowButNotForEveryToken() {
    holders.refresh();
    published = Future.succeededFuture(second.published().toString());
    nanos += 11 * SECOND;

    assertThat(judge(second.token("alice", now))).isEqualTo(ALICE);
    assertThat(fetches).isEqualTo(2);

    for (int i = 0; i < 100; i++) {
      assertThat(judge(new Issuer("made-up-" + i).token("alice", now)))
          .isInstanceOf(Verdict.Refused.class);
    }
    assertThat(fetches).as("strangers cannot make it ask the issuer").isEqualTo(2);
  }

  @Test
  void endsWithWithdrawnKeys() {
    holders.refresh();
    String token = first.token("alice", now);
    judge(token);
    published = Future.succeededFuture(second.published().toString());

    nanos += SigningKeys.MAX_AGE.toNanos();
    holders.refresh();

    assertThat(judge(token)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void keepsTheLastKeysWhileTheIssuerIsAwayOrTalksNonsense() {
    holders.refresh();
    for (Future<String> answer :
        List.<Future<String>>of(
            Future.failedFuture("refused"), Future.succeededFuture("<html>not here</html>"))) {
      published = answer;
      nanos += SigningKeys.MAX_AGE.toNanos();
      holders.refresh();

      assertThat(judge(first.token("alice", now))).isEqualTo(ALICE);
    }
    assertThat(fetches).isEqualTo(3);
  }

  @Test
  void saysThatNobodyCanTellBeforeThereAreKeys() {
    published = Future.failedFuture("refused");

    assertThat(judge(first.token("alice", now))).isInstanceOf(Verdict.Undecidable.class);

    published = Future.succeededFuture(first.published().toString());
    nanos += 11 * SECOND;
    assertThat(judge(first.token("alice", now))).isEqualTo(ALICE);
  }

  @Test
  void takesExactlyOneToken() {
    assertThat(holders.judge(header -> List.of())).isInstanceOf(Verdict.Refused.class);
    assertThat(holders.judge(header -> header.equals("x-api-key") ? List.of("a", "b") : List.of()))
        .isInstanceOf(Verdict.Refused.class);
    String long1 = "a".repeat(20_000);
    assertThat(holders.judge(header -> bearer(header, long1))).isInstanceOf(Verdict.Refused.class);
    assertThat(verifications).isZero();
  }

  private Verdict judge(String token) {
    Verdict verdict = holders.judge(header -> bearer(header, token));
    return verdict instanceof Verdict.Pending(Future<Verdict> soon) ? soon.result() : verdict;
  }

  private static List<String> bearer(String header, String token) {
    return header.equals("authorization") ? List.of("Bearer " + token) : List.of();
  }
}
