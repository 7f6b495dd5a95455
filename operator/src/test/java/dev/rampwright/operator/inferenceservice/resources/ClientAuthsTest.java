package dev.rampwright.operator.inferenceservice.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAuthsTest {
  private static final String KEY = "key-of-alice-0123";
  private static final Optional<String> TOKEN = Optional.of("token");
  private static final ServingSpec BY_KEYS =
      serving("{type: ApiKeys, apiKeys: {secretRef: {name: keys}}}");
  private static final ClientAuth NOBODY = ClientAuth.by(new ClientAuth.ApiKeys(Map.of()));

  @Test
  void withoutAuthenticationNobodyIsAsked() {
    assertThat(ClientAuths.of(null, name -> null, TOKEN)).isNull();
    assertThat(ClientAuths.of(new ServingSpec("1m", "1m"), name -> null, TOKEN)).isNull();
    assertThat(ClientAuths.of(serving("{type: None}"), name -> null, TOKEN)).isNull();
  }

  @Test
  void rendersDigestsInsteadOfKeys() {
    @Nullable ClientAuth auth = rendered(secret(Map.of("alice", KEY + "\n")));

    assertThat(auth)
        .isEqualTo(
            ClientAuth.by(new ClientAuth.ApiKeys(Map.of(Digests.apiKey("token", KEY), "alice"))));
    assertThat(String.valueOf(auth)).doesNotContain(KEY);
  }

  @Test
  void whateverIsMissingNobodyIsLetInForIt() {
    assertThat(rendered(null)).isEqualTo(NOBODY);
    assertThat(rendered(secret(Map.of()))).isEqualTo(NOBODY);
    assertThat(ClientAuths.of(BY_KEYS, name -> secret(Map.of("alice", KEY)), Optional.empty()))
        .as("before there is an admin token")
        .isEqualTo(NOBODY);
  }

  /** Or whoever may write a custom resource could have any Secret of the namespace read. */
  @Test
  void aSecretWithoutTheLabelIsNotRead() {
    Secret unlabelled = secret(Map.of("alice", KEY));
    unlabelled.getMetadata().setLabels(Map.of("rampwright.dev/use", "other"));

    assertThat(rendered(unlabelled)).isEqualTo(NOBODY);
    assertThat(ClientKeys.of("keys", unlabelled))
        .isInstanceOfSatisfying(
            ClientKeys.Unusable.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.AuthSecretMissing);
              assertThat(it.message()).contains("label rampwright.dev/use=inference");
            });
  }

  @Test
  void saysWhatIsWrongWithASecretAndNamesNoKey() {
    assertThat(wrong(Map.of())).contains("has 0 data keys");
    assertThat(wrong(Map.of("alice", "short")))
        .contains("gives tenant alice a key of less than 16");
    assertThat(wrong(Map.of("alice", KEY, "bob", KEY)))
        .contains("a key that another one has")
        .doesNotContain(KEY);
    assertThat(wrong(Map.of("a".repeat(129), KEY))).contains("more than 128 characters");
    Map<String, String> many =
        IntStream.range(0, 1_001)
            .boxed()
            .collect(Collectors.toMap(i -> "tenant" + i, i -> KEY + i));
    assertThat(wrong(many)).contains("has 1001 data keys");
  }

  @Test
  void nothingOfAKeyIsInTheText() {
    assertThat(ClientKeys.of("keys", secret(Map.of("alice", KEY))).toString())
        .isEqualTo("Usable[1 keys]");
  }

  @Test
  void aTrustedHeaderNeedsNoSecret() {
    ServingSpec serving =
        serving("{type: TrustedHeader, trustedHeader: {name: x-tenant, fromPeers: [{}]}}");

    assertThat(ClientAuths.of(serving, name -> null, Optional.empty()))
        .isEqualTo(ClientAuth.by(new ClientAuth.TrustedHeader("x-tenant")));
    assertThat(ClientAuths.peers(serving)).hasSize(1);
  }

  @Test
  void rendersWhatTokensAreJudgedBy() {
    ServingSpec serving =
        serving(
            "{type: Jwt, jwt: {issuer: 'https://i', audiences: [chat],"
                + " jwksUri: 'https://i:8443/keys'}}");
    @Nullable ClientAuth auth = ClientAuths.of(serving, name -> null, Optional.empty());

    assertThat(auth)
        .isEqualTo(
            ClientAuth.by(
                new ClientAuth.Jwt("https://i", List.of("chat"), "https://i:8443/keys", "sub")));
    assertThat(auth)
        .extracting(ClientAuth::apiKeys)
        .as("a sidecar that does not know tokens lets nobody in")
        .isEqualTo(new ClientAuth.ApiKeys(Map.of()));
    assertThat(ClientAuths.keysPort(serving)).contains(8443);
    assertThat(ClientAuths.keysPort(jwks("https://i/keys"))).contains(443);
    assertThat(ClientAuths.keysPort(jwks("http://dex.auth.svc/keys"))).contains(80);
    assertThat(ClientAuths.keysPort(BY_KEYS)).isEmpty();
  }

  private static ServingSpec jwks(String uri) {
    return serving(
        "{type: Jwt, jwt: {issuer: i, audiences: [chat], jwksUri: '%s'}}".formatted(uri));
  }

  private static @Nullable ClientAuth rendered(@Nullable Secret secret) {
    return ClientAuths.of(BY_KEYS, name -> name.equals("keys") ? secret : null, TOKEN);
  }

  private static String wrong(Map<String, String> texts) {
    assertThat(rendered(secret(texts))).isEqualTo(NOBODY);
    return ((ClientKeys.Unusable) ClientKeys.of("keys", secret(texts))).message();
  }

  private static Secret secret(Map<String, String> texts) {
    Map<String, String> data = new HashMap<>();
    texts.forEach(
        (key, text) -> data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
    return new SecretBuilder()
        .withNewMetadata()
        .withName("keys")
        .withLabels(Map.of("rampwright.dev/use", "inference"))
        .endMetadata()
        .withData(data)
        .build();
  }

  private static ServingSpec serving(String auth) {
    return Serialization.unmarshal("auth: " + auth, ServingSpec.class);
  }
}
