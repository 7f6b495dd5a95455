package dev.rampwright.operator.inferenceservice.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthConditionTest {
  private static final String KEY = "key-of-alice-0123";
  private static final String BY_KEYS =
      "serving: {auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}}\n";
  private static final String BY_HEADER =
      "serving: {auth: {type: TrustedHeader, trustedHeader: {name: x-tenant, fromPeers: [{}]}}}\n";

  @Test
  void withoutAuthenticationThereIsNoneToTellOf() {
    Play play = new Play(Play.SPEC + "serving: {auth: {type: None}}\n");
    play.serving();

    assertThat(play.condition("AuthReady")).isEmpty();
  }

  @Test
  void aMissingSecretLetsNobodyInAndIsTold() {
    Play play = new Play(Play.SPEC + BY_KEYS);
    play.serving();

    assertThat(play.condition("AuthReady")).contains("False/AuthSecretMissing");
    assertThat(play.condition("Ready")).as("of the pods").contains("True/RevisionReady");
  }

  @Test
  void keysReachTheSidecarsOnceTheyAreThere() {
    Play play = withKeys(new Play(Play.SPEC + BY_KEYS));
    play.serving();

    assertThat(play.condition("AuthReady")).contains("True/AuthReady");
    assertThat(config(play, play.pass()).auth())
        .isEqualTo(
            ClientAuth.by(new ClientAuth.ApiKeys(Map.of(Digests.apiKey("token", KEY), "alice"))));
  }

  @Test
  void tokensNeedNoSecretAndAreTold() {
    Play play =
        new Play(
            Play.SPEC
                + "serving: {auth: {type: Jwt, jwt: {issuer: dex, audiences: [chat],"
                + " jwksUri: 'https://dex/keys'}}}\n");
    play.serving();

    assertThat(play.condition("AuthReady")).contains("True/AuthReady");
    assertThat(config(play, play.pass()).auth())
        .isEqualTo(
            ClientAuth.by(new ClientAuth.Jwt("dex", List.of("chat"), "https://dex/keys", "sub")));
  }

  @Test
  void aMissingAuthorityLetsNobodyInAndIsTold() {
    Play play =
        new Play(
            Play.SPEC
                + "serving: {auth: {type: Jwt, jwt: {issuer: dex, audiences: [chat],"
                + " jwksUri: 'https://dex/keys', caSecretKeyRef: {name: ca, key: ca.crt}}}}\n");
    play.serving();

    assertThat(play.condition("AuthReady")).contains("False/AuthSecretMissing");
    assertThat(config(play, play.pass()).auth())
        .isEqualTo(ClientAuth.by(new ClientAuth.ApiKeys(Map.of())));
  }

  @Test
  void anEditOfItStartsNoRamp() {
    Play play = withKeys(new Play(Play.SPEC));
    String stable = play.serving();
    Decision decision = play.spec(Play.SPEC + BY_KEYS).pass();

    assertThat(decision.desired()).isEqualTo(stable);
    assertThat(play.status().candidateRevision()).isNull();
    assertThat(config(play, decision).auth()).isNotNull();
  }

  @Test
  void aHeaderNeedsNoSecret() {
    Play play = new Play(Play.SPEC + BY_HEADER);
    play.serving();

    assertThat(play.condition("AuthReady")).contains("True/AuthReady");
  }

  /** Its sidecar would take the configuration and ask nobody. */
  @Test
  void podsOfReleaseOneAreSaidToAskNobody() {
    Play play = new Play(Play.SPEC + BY_HEADER);
    String stable = play.serving();
    play.ofReleaseOne(stable);
    Decision decision = play.pass();

    assertThat(play.condition("AuthReady")).contains("False/AuthNotEnforced");
    assertThat(config(play, decision).auth()).isNull();
  }

  private static SidecarConfig config(Play play, Decision decision) {
    return SidecarSettings.of(play.seen(), decision, decision.running().getFirst());
  }

  private static Play withKeys(Play play) {
    return play.object(
        new SecretBuilder()
            .withNewMetadata()
            .withName("keys")
            .withLabels(Map.of("rampwright.dev/use", "inference"))
            .endMetadata()
            .withData(Map.of("alice", Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8))))
            .build());
  }
}
