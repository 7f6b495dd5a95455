package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenKeysTest {
  private static final String NEW = "n".repeat(32);
  private static final String OLD = "o".repeat(32);
  private static final TokenCacheSpec SPEC =
      spec("{hmac: {secretRef: {name: hmac}}, encryption: {secretRef: {name: aes}}}");
  private static final CacheNames NAMES = new CacheNames("demo", "agents");

  @Test
  void withoutThemTheOperatorMakesItsOwn() {
    assertThat(GivenKeys.names(spec("{}"))).isEmpty();
    assertThat(GivenKeys.data(spec("{}"), Map.of())).isEmpty();
    assertThat(CacheSecret.build(NAMES, Map.of(), Map.of(), () -> "made").getData())
        .containsOnlyKeys("password", "hmac");
  }

  @Test
  void theyReachTheSidecarsUnderTheNamesOfTheContract() {
    Map<String, Secret> found =
        Map.of(
            "hmac", secret("hmac", Map.of("current", NEW)),
            "aes", secret("aes", Map.of("current", NEW, "previous", OLD)));
    Map<String, String> data =
        CacheSecret.build(NAMES, Map.of(), GivenKeys.data(SPEC, found), () -> "made").getData();

    assertThat(GivenKeys.names(SPEC)).containsExactly("aes", "hmac");
    assertThat(decoded(data))
        .containsOnly(
            Map.entry("password", "made"),
            Map.entry("hmac", NEW),
            Map.entry("encryption", NEW),
            Map.entry("encryption-previous", OLD));
  }

  @Test
  void theyReplaceWhatTheOperatorMade() {
    Map<String, String> made = CacheSecret.build(NAMES, Map.of(), Map.of(), () -> "x").getData();
    Map<String, Secret> found = Map.of("hmac", secret("hmac", Map.of("current", NEW)));
    TokenCacheSpec spec = spec("{hmac: {secretRef: {name: hmac}}}");

    Map<String, String> data =
        CacheSecret.build(NAMES, made, GivenKeys.data(spec, found), () -> "y").getData();

    assertThat(decoded(data)).containsOnly(Map.entry("password", "x"), Map.entry("hmac", NEW));
  }

  @Test
  void theOperatorsOwnAreNobodysToSend() {
    Secret own = secret("chat-admin", Map.of("admin-token", NEW));
    own.getMetadata().getLabels().putAll(Labels.of("inference-service", "chat"));
    TokenCacheSpec spec =
        spec(
            "{redis: {external: {addresses: ['cache.example.com:6379'], auth: {passwordSecretKeyRef:"
                + " {name: chat-admin, key: admin-token}}}}}");

    assertThatThrownBy(() -> GivenKeys.data(spec, Map.of("chat-admin", own)))
        .isInstanceOfSatisfying(
            BlockedException.class,
            blocked -> assertThat(blocked.reason()).isEqualTo(Reason.CacheKeyRefused))
        .hasMessage(
            "Secret chat-admin is the operator's own, and may not be sent anywhere: name one of"
                + " yours");
  }

  @Test
  void aMissingOneBlocksAndNamesTheSecret() {
    assertThatThrownBy(() -> GivenKeys.data(SPEC, Map.of()))
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("there is no Secret hmac with the label");
    Secret unlabelled = secret("hmac", Map.of("current", NEW));
    unlabelled.getMetadata().setLabels(null);
    assertThatThrownBy(() -> GivenKeys.data(SPEC, Map.of("hmac", unlabelled)))
        .hasMessageContaining("there is no Secret hmac with the label");
  }

  @Test
  void whatAnExternalSecondLevelNeedsReachesTheSidecarsToo() {
    TokenCacheSpec spec =
        spec(
            "{redis: {external: {addresses: [\"a:1\"],"
                + " auth: {passwordSecretKeyRef: {name: redis, key: pw}},"
                + " tls: {caSecretKeyRef: {name: redis, key: ca.crt}}}}}");
    Map<String, Secret> found = Map.of("redis", secret("redis", Map.of("pw", "p", "ca.crt", "c")));

    assertThat(GivenKeys.names(spec)).containsExactly("redis");
    assertThat(decoded(GivenKeys.data(spec, found)))
        .containsOnly(Map.entry("external-password", "p"), Map.entry("redis-ca.crt", "c"));
    assertThatThrownBy(
            () -> GivenKeys.data(spec, Map.of("redis", secret("redis", Map.of("ca.crt", "c")))))
        .hasMessage("Secret redis needs a data key pw");
  }

  @Test
  void aShortOneBlocksAndIsNotShown() {
    Secret weak = secret("hmac", Map.of("current", "weak"));

    assertThatThrownBy(() -> GivenKeys.data(SPEC, Map.of("hmac", weak)))
        .hasMessage("Secret hmac needs a data key current of at least 32 characters");
  }

  private static Map<String, String> decoded(Map<String, String> data) {
    Map<String, String> texts = new HashMap<>();
    data.forEach(
        (key, text) -> texts.put(key, new String(Base64.getDecoder().decode(text), UTF_8)));
    return texts;
  }

  private static Secret secret(String name, Map<String, String> texts) {
    Map<String, String> data = new HashMap<>();
    texts.forEach(
        (key, text) -> data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("rampwright.dev/use", "inference")
        .endMetadata()
        .withData(data)
        .build();
  }

  private static TokenCacheSpec spec(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, TokenCacheSpec.class);
  }
}
