package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionMemoTest {
  private static final RequestDirectives NONE = new RequestDirectives(true, true, Optional.empty());
  private static final Question FIRST =
      new Question(
          new CacheScope(new Namespace("tenant:a"), Generation.FIRST, new Engine("r", "b")),
          ask("a", "", "/p", false, "json", "", "{\"temperature\":0}", NONE),
          Eligibility.DETERMINISTIC);

  private final DecisionMemo memo = new DecisionMemo(1);
  private int decided;

  private record Question(CacheScope scope, Ask ask, Eligibility eligibility) {}

  @Test
  void decidesOnceOnTheSameBytes() {
    Decision first = decide(FIRST);

    assertThat(decide(with(ask("a", "", "/p", false, "json", "", "{\"temperature\":0}", NONE))))
        .isSameAs(first);
    assertThat(decided).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("others")
  void decidesAnewOnWhateverDiffers(Question other) {
    Decision first = decide(FIRST);

    assertThat(decide(other)).isNotEqualTo(first);
    assertThat(decided).isEqualTo(2);
  }

  static Stream<Question> others() {
    String body = "{\"temperature\":0}";
    Namespace mine = FIRST.scope().namespace();
    Engine engine = FIRST.scope().engine();
    RequestDirectives noStore = new RequestDirectives(true, false, Optional.empty());
    return Stream.of(
        with(new CacheScope(new Namespace("tenant:b"), Generation.FIRST, engine)),
        with(new CacheScope(mine, new Generation(1, 0, 0), engine)),
        with(new CacheScope(mine, new Generation(0, 1, 0), engine)),
        with(new CacheScope(mine, new Generation(0, 0, 1), engine)),
        with(new CacheScope(mine, Generation.FIRST, new Engine("s", "b"))),
        with(new CacheScope(mine, Generation.FIRST, new Engine("r", "c"))),
        with(ask("b", "", "/p", false, "json", "", body, NONE)),
        with(ask("a", "x", "/p", false, "json", "", body, NONE)),
        with(ask("a", "", "/q", false, "json", "", body, NONE)),
        with(ask("a", "", "/p", true, "json", "", body, NONE)),
        with(ask("a", "", "/p", false, "text", "", body, NONE)),
        with(ask("a", "", "/p", false, "json", "k", body, NONE)),
        with(ask("a", "", "/p", false, "json", "", body + " ", NONE)),
        with(ask("a", "", "/p", false, "json", "", body, noStore)),
        new Question(FIRST.scope(), FIRST.ask(), Eligibility.OPTED_IN));
  }

  /** Their hashes are alike, as those of the texts are, so that they come to the same place. */
  @Test
  void comparesBodiesInFullWhereTheirHashesAreAlike() {
    Decision first = decide(with(ask("a", "", "/p", false, "json", "", "Aa", NONE)));

    assertThat(decide(with(ask("a", "", "/p", false, "json", "", "BB", NONE)))).isNotEqualTo(first);
  }

  @Test
  void staysWithinItsBytes() {
    String filler = "x".repeat(DecisionMemo.MAX_BODY_BYTES - 10);
    for (int i = 0; i < 300; i++) {
      decide(with(ask("a", "", "/p", false, "json", "", filler + i, NONE)));
      assertThat(memo.bytes()).isLessThanOrEqualTo(4 << 20);
    }
    assertThat(memo.bytes()).isPositive();
  }

  @Test
  void remembersNoLongBody() {
    String body = "x".repeat(DecisionMemo.MAX_BODY_BYTES + 1);
    for (int i = 0; i < 2; i++) {
      decide(with(ask("a", "", "/p", false, "json", "", body, NONE)));
    }

    assertThat(decided).isEqualTo(2);
    assertThat(memo.bytes()).isZero();
  }

  private Decision decide(Question asked) {
    return memo.decide(
        asked.scope(),
        asked.ask(),
        asked.eligibility(),
        () ->
            new Decision.Cacheable(
                new CacheKey(Integer.toString(decided++), asked.scope().namespace()),
                asked.ask().directives(),
                false));
  }

  private static Question with(CacheScope scope) {
    return new Question(scope, FIRST.ask(), FIRST.eligibility());
  }

  private static Question with(Ask ask) {
    return new Question(FIRST.scope(), ask, FIRST.eligibility());
  }

  private static Ask ask(
      String tenant,
      String agent,
      String path,
      boolean query,
      String contentType,
      String credential,
      String body,
      RequestDirectives directives) {
    return new Ask(
        new Tenant(tenant),
        agent,
        path,
        query,
        contentType,
        credential,
        body.getBytes(UTF_8),
        directives);
  }
}
