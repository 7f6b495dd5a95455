package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachePolicyTest {
  private static final String PATH = "/v1/chat/completions";
  private static final CacheScope SCOPE =
      new CacheScope(Tenant.ANONYMOUS, 0, "aaaaaaaa", PATH, "credential");
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
  void knowsOnlyCompletions() {
    for (String path : List.of("/v1/embeddings", "/v1/responses", "/v1/messages")) {
      assertThat(decide(scopeOf(path), ASK)).isEqualTo(new Decision.Absent());
    }
    assertThat(decide(scopeOf("/v1/completions"), ASK)).isInstanceOf(Decision.Cacheable.class);
  }

  @Test
  void letsRequestsWithAQueryAndVeryLongOnesPass() {
    byte[] body = ASK.getBytes(UTF_8);
    assertThat(policy.decide(SCOPE, true, body, RequestDirectives.of(null)))
        .isEqualTo(new Decision.Bypass());
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
  void givesEveryChangeOfTheScopeAKeyOfItsOwn() {
    List<CacheScope> scopes =
        List.of(
            SCOPE,
            new CacheScope(new Tenant("other"), 0, "aaaaaaaa", PATH, "credential"),
            new CacheScope(Tenant.ANONYMOUS, 1, "aaaaaaaa", PATH, "credential"),
            new CacheScope(Tenant.ANONYMOUS, 0, "bbbbbbbb", PATH, "credential"),
            new CacheScope(Tenant.ANONYMOUS, 0, "aaaaaaaa", "/v1/completions", "credential"),
            new CacheScope(Tenant.ANONYMOUS, 0, "aaaaaaaa", PATH, ""),
            new CacheScope(
                new Tenant("default\",0,\"aaaaaaaa"), 0, "aaaaaaaa", PATH, "credential"));

    assertThat(scopes.stream().map(scope -> key(scope, ASK)).distinct()).hasSameSizeAs(scopes);
  }

  @Test
  void givesAnotherSecretOtherKeys() {
    CachePolicy other = policy("another");
    Decision decision = other.decide(SCOPE, false, ASK.getBytes(UTF_8), RequestDirectives.of(null));
    assertThat(((Decision.Cacheable) decision).key()).isNotEqualTo(key(SCOPE, ASK));
  }

  @Test
  void carriesNothingOfThePromptInAKey() {
    assertThat(key(SCOPE, ASK).hex()).matches("[0-9a-f]{64}");
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
    return policy.decide(scope, false, body.getBytes(UTF_8), RequestDirectives.of(null));
  }

  private static CachePolicy policy(String secret) {
    return new CachePolicy(new KeyDerivation(secret.getBytes(UTF_8)));
  }

  private static CacheScope scopeOf(String path) {
    return new CacheScope(Tenant.ANONYMOUS, 0, "aaaaaaaa", path, "");
  }

  private static String with(String field) {
    return ASK.replace("{\"model\"", "{" + field + ",\"model\"");
  }
}
