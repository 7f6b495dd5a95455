package dev.rampwright.sidecar.cache.policy;

import static dev.rampwright.sidecar.cache.policy.Eligibility.DETERMINISTIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachePolicyTest {
  private static final String PATH = "/v1/chat/completions";
  private static final CacheScope SCOPE =
      new CacheScope(new Namespace("tenant:alice"), Generation.FIRST, new Engine("aaaaaaaa", "b1"));
  private static final String ASK =
      """
      {"model":"m","temperature":0,"max_tokens":16,"messages":[{"role":"user","content":"hi"}]}
      """;

  private final CachePolicy policy = policy("secret");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"temperature\":0}",
        "{\"temperature\":0.0}",
        "{\"temperature\":-0.0}",
        "{\"temperature\":0e5,\"n\":1}",
        "{\"temperature\":0,\"n\":null,\"tools\":[]}",
        "{\"temperature\":0,\"tools\":null,\"stream\":true}"
      })
  void replaysDeterministicAnswers(String body) {
    assertThat(decide(SCOPE, body)).isInstanceOf(Decision.Cacheable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"temperature\":null}",
        "{\"temperature\":\"0\"}",
        "{\"temperature\":false}",
        "{\"temperature\":0.1}",
        "{\"temperature\":1e-30}",
        "{\"temperature\":0,\"n\":2}",
        "{\"temperature\":0,\"n\":\"1\"}",
        "{\"temperature\":0,\"tools\":[{}]}",
        "{\"temperature\":0,\"functions\":[{}]}",
        "{\"temperature\":1,\"temperature\":0}",
        "{\"temperature\":0}{}",
        "[{\"temperature\":0}]",
        "not json",
        ""
      })
  void letsEverythingElsePass(String body) {
    assertThat(decide(SCOPE, body)).isEqualTo(new Decision.Bypass());
  }

  @Test
  void knowsOnlyWhatInfersOrCounts() {
    for (String path : List.of("/v1/models", "/detokenize", "/v1/rerank")) {
      assertThat(policy.decide(SCOPE, ask(path, ASK), DETERMINISTIC))
          .isEqualTo(new Decision.Absent());
    }
    for (String path : List.of("/v1/completions", "/v1/responses", "/v1/messages")) {
      assertThat(policy.decide(SCOPE, ask(path, ASK), DETERMINISTIC))
          .isInstanceOf(Decision.Cacheable.class);
    }
  }

  @Test
  void replaysEmbeddingsWhateverTheyAsk() {
    String body = "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}";
    assertThat(policy.decide(SCOPE, ask("/v1/embeddings", body), DETERMINISTIC))
        .isInstanceOf(Decision.Cacheable.class);
    assertThat(policy.decide(SCOPE, ask("/v1/embeddings", "[]"), DETERMINISTIC))
        .isEqualTo(new Decision.Bypass());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/responses | \"previous_response_id\":\"resp_1\"",
        "/v1/responses | \"conversation\":{\"id\":\"c\"}",
        "/v1/responses | \"prompt\":{\"id\":\"p\"}",
        "/v1/responses | \"background\":true",
        "/v1/responses | \"store\":true",
        "/v1/messages | \"container\":\"c\""
      })
  void neverReplaysWhatTheEngineKeepsOrRemembers(String path, String member) {
    RequestDirectives optIn = RequestDirectives.of("max-age=60");
    Ask plain = ask(path, with(member));
    Ask opted =
        new Ask(
            plain.tenant(),
            plain.agent(),
            path,
            false,
            plain.contentType(),
            plain.credential(),
            plain.body(),
            optIn);
    assertThat(policy.decide(SCOPE, plain, DETERMINISTIC)).isEqualTo(new Decision.Bypass());
    assertThat(policy.decide(SCOPE, opted, Eligibility.OPTED_IN)).isEqualTo(new Decision.Bypass());
  }

  @ParameterizedTest
  @CsvSource({"store,false", "background,false", "previous_response_id,null"})
  void replaysResponsesThatSayTheyKeepNothing(String name, String value) {
    String body = with("\"" + name + "\":" + value);
    assertThat(policy.decide(SCOPE, ask("/v1/responses", body), DETERMINISTIC))
        .isInstanceOf(Decision.Cacheable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"tools\":[{}]", "\"mcp_servers\":[{}]"})
  void replaysNoMessagesWithTools(String member) {
    assertThat(policy.decide(SCOPE, ask("/v1/messages", with(member)), DETERMINISTIC))
        .isEqualTo(new Decision.Bypass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tokenize",
        "/v1/chat/completions/input_tokens",
        "/v1/responses/input_tokens",
        "/v1/messages/count_tokens"
      })
  void replaysTokensWhateverIsAsked(String path) {
    for (Eligibility eligibility : Eligibility.values()) {
      assertThat(policy.decide(SCOPE, ask(path, "{\"temperature\":1,\"tools\":[{}]}"), eligibility))
          .isInstanceOfSatisfying(
              Decision.Cacheable.class,
              decision -> assertThat(decision.key().layer()).isEqualTo(Layer.TOKENS));
      assertThat(policy.decide(SCOPE, ask(path, "[]"), eligibility))
          .isEqualTo(new Decision.Bypass());
    }
  }

  @Test
  void letsRequestsWithAQueryAndVeryLongOnesPass() {
    Ask ask = ask(PATH, ASK);
    Ask withQuery =
        new Ask(
            ask.tenant(),
            ask.agent(),
            PATH,
            true,
            ask.contentType(),
            ask.credential(),
            ask.body(),
            ask.directives());
    assertThat(policy.decide(SCOPE, withQuery, DETERMINISTIC)).isEqualTo(new Decision.Bypass());
    String padded = ASK + " ".repeat(CachePolicy.MAX_BYTES);
    assertThat(decide(SCOPE, padded)).isEqualTo(new Decision.Bypass());
  }

  static Stream<String> sameMeaning() {
    return Stream.of(
        "{ \"max_tokens\" : 16, \"model\":\"m\",\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}],"
            + "\"temperature\":0 }",
        ASK.replace("\"hi\"", "\"\\u0068i\""),
        ASK.replace(
            "{\"model\"",
            "{\"user\":\"someone\",\"metadata\":{\"a\":1},\"request_id\":7,\"model\""));
  }

  @ParameterizedTest
  @MethodSource("sameMeaning")
  void givesOneKeyToWhatMeansTheSame(String body) {
    assertThat(key(SCOPE, body)).isEqualTo(key(SCOPE, ASK));
  }

  @Test
  void givesEveryChangeOfTheBodyAKeyOfItsOwn() {
    List<String> bodies =
        List.of(
            ASK,
            ASK.replace("\"m\"", "\"n\""),
            ASK.replace("16", "17"),
            ASK.replace("16", "16.0"),
            ASK.replace("16", "\"16\""),
            ASK.replace("16", "null"),
            ASK.replace(":0", ":0.0"),
            ASK.replace("hi", "Hi"),
            ASK.replace("hi", "hi "),
            ASK.replace("user", "system"),
            ASK.replace("[{", "[{\"user\":\"nested\","),
            ASK.replace("[{\"role\":\"user\",\"content\":\"hi\"}]", "[]"),
            with("\"stream\":true"),
            with("\"stream\":false"),
            with("\"seed\":1"),
            with("\"top_p\":0.9"),
            with("\"stop\":[\"a\",\"b\"]"),
            with("\"stop\":[\"b\",\"a\"]"),
            with("\"stop\":[\"ab\"]"),
            with("\"logprobs\":true"),
            with("\"logit_bias\":{\"1\":2}"),
            with("\"logit_bias\":{\"2\":1}"),
            with("\"never_heard_of\":1"));

    Set<CacheKey> keys = new HashSet<>();
    bodies.forEach(body -> assertThat(keys.add(key(SCOPE, body))).as(body).isTrue());
  }

  @Test
  void givesAnotherSecretOtherKeys() {
    CachePolicy other = policy("another");
    Decision decision = other.decide(SCOPE, ask(PATH, ASK), DETERMINISTIC);
    assertThat(((Decision.Cacheable) decision).key()).isNotEqualTo(key(SCOPE, ASK));
  }

  @Test
  void carriesNothingOfThePromptInAKey() {
    assertThat(key(SCOPE, ASK).hex()).matches("[0-9a-f]{64}");
    assertThat(key(SCOPE, ASK).toString()).as("in a log").matches("CacheKey\\[[0-9a-f]{6}...]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"temperature\":1,\"n\":2,\"tools\":[{}]}"})
  void replaysWhateverItsClientTakesReplaysOf(String body) {
    assertThat(optedIn(body, "max-age=60")).isInstanceOf(Decision.Cacheable.class);
    assertThat(optedIn(body, "private, max-age=60")).isInstanceOf(Decision.Cacheable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "max-age=0", "max-age=", "max-age=-1", "max-age=1e9", "no-cache, max-age=60"})
  void replaysNothingUnlessItsClientSaysSo(String cacheControl) {
    assertThat(optedIn("{\"temperature\":0}", cacheControl)).isEqualTo(new Decision.Bypass());
  }

  @Test
  void takesNoReplayThatIsTooOld() {
    RequestDirectives directives = RequestDirectives.of("max-age=60, max-age=30");

    assertThat(directives.accepts(30)).isTrue();
    assertThat(directives.accepts(31)).isFalse();
    assertThat(RequestDirectives.of(null).accepts(1_000_000)).isTrue();
  }

  private Decision optedIn(String body, String cacheControl) {
    Ask plain = ask(PATH, body);
    Ask ask =
        new Ask(
            plain.tenant(),
            plain.agent(),
            PATH,
            false,
            plain.contentType(),
            plain.credential(),
            plain.body(),
            RequestDirectives.of(cacheControl));
    return policy.decide(SCOPE, ask, Eligibility.OPTED_IN);
  }

  @Test
  void survivesDeepNesting() {
    String deep = String.join("", Collections.nCopies(5_000, "["));
    assertThat(decide(SCOPE, with("\"x\":" + deep))).isEqualTo(new Decision.Bypass());
  }

  private CacheKey key(CacheScope scope, String body) {
    return ((Decision.Cacheable) decide(scope, body)).key();
  }

  private Decision decide(CacheScope scope, String body) {
    return policy.decide(scope, ask(PATH, body), DETERMINISTIC);
  }

  private static CachePolicy policy(String secret) {
    return new CachePolicy(new KeyDerivation(secret.getBytes(UTF_8)));
  }

  private static Ask ask(String path, String body) {
    return new Ask(
        Tenant.ANONYMOUS,
        "",
        path,
        false,
        "application/json",
        "credential",
        body.getBytes(UTF_8),
        RequestDirectives.of(null));
  }

  private static String with(String field) {
    return ASK.replace("{\"model\"", "{" + field + ",\"model\"");
  }
}
