package dev.rampwright.operator.benchmarkrun.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.operator.benchmarkrun.Runs;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.Found;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.Never;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.NotYet;
import dev.rampwright.operator.kube.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetRuleTest {
  private static final String CHAT = "{inferenceServiceRef: {name: chat}}";
  private static final TargetKey NO_KEY = new TargetKey.NotAsked();
  private static final String CHAT_WITH_KEY =
      "{inferenceServiceRef: {name: chat}, apiKeySecretKeyRef: {name: keys, key: bench}}";
  private static final String STABLE = "{inferenceServiceRef: {name: chat, revision: Stable}}";
  private static final String CANDIDATE =
      "{inferenceServiceRef: {name: chat, revision: Candidate}}";
  private static final String URL = "{endpoint: {url: 'https://example.com/x/', model: m}}";

  @Test
  void aReadyServiceIsLoadedThroughItsEntry() {
    assertThat(resolve(CHAT, Optional.of(Runs.readyService())))
        .isEqualTo(new Found(new BenchSpec.Target("http://chat.default.svc", "smollm2"), "chat"));
  }

  @Test
  void aRevisionIsLoadedThroughItsOwnService() {
    assertThat(resolve(STABLE, Optional.of(Runs.readyService())))
        .isEqualTo(
            new Found(new BenchSpec.Target("http://chat-aaaaaaaa.default.svc", "smollm2"), "chat"));
  }

  @Test
  void whatIsServedByTlsIsKnownByItsCertificate() {
    Optional<InferenceService> service =
        Optional.of(
            Runs.service(
                """
                conditions: [{type: Ready, status: "True"}],
                url: "https://chat.default.svc",
                stableRevision: aaaaaaaa,
                revisions: [
                  {hash: aaaaaaaa, role: Stable, state: Warm, replicas: 1, readyReplicas: 1,
                   url: "https://chat-aaaaaaaa.default.svc"}]
                """));
    String file = "/etc/rampwright/bench-certificate/serving.crt";

    assertThat(resolve(CHAT, service))
        .isEqualTo(
            new Found(
                new BenchSpec.Target("https://chat.default.svc", "smollm2").showing(file), "chat"));
    assertThat(resolve(STABLE, service))
        .isEqualTo(
            new Found(
                new BenchSpec.Target("https://chat-aaaaaaaa.default.svc", "smollm2").showing(file),
                "chat"));
  }

  @Test
  void aCandidateWithoutReadyPodsIsAwaited() {
    assertThat(resolve(CANDIDATE, Optional.of(Runs.readyService())))
        .isEqualTo(
            new NotYet(
                Reason.TargetNotReady,
                "InferenceService chat candidate revision bbbbbbbb is not Ready yet"));
  }

  @Test
  void aServiceThatDoesNotExistIsAwaited() {
    assertThat(resolve(CHAT, Optional.empty()))
        .isInstanceOfSatisfying(
            NotYet.class,
            notYet -> {
              assertThat(notYet.reason()).isEqualTo(Reason.TargetNotFound);
              assertThat(notYet.message()).contains("chat does not exist").contains("create it");
            });
  }

  @Test
  void aServiceWithoutThatRevisionIsAwaited() {
    assertThat(resolve(CANDIDATE, Optional.of(Runs.service("stableRevision: aaaaaaaa"))))
        .isEqualTo(
            new NotYet(
                Reason.TargetNotFound, "InferenceService chat has no candidate revision now"));
  }

  @Test
  void aServiceThatIsNotReadyIsAwaited() {
    assertThat(
            resolve(
                CHAT, Optional.of(Runs.service("conditions: [{type: Ready, status: \"False\"}]"))))
        .isEqualTo(new NotYet(Reason.TargetNotReady, "InferenceService chat is not Ready yet"));
  }

  @Test
  void aUrlNeedsPermission() {
    assertThat(resolve(URL, Optional.empty()))
        .isInstanceOfSatisfying(
            Never.class,
            never -> assertThat(never.reason()).isEqualTo(Reason.UrlTargetsNotAllowed));
    assertThat(
            TargetRule.resolve(
                Runs.against(URL).getSpec().target(), Optional.empty(), NO_KEY, true))
        .isEqualTo(new Found(new BenchSpec.Target("https://example.com/x", "m"), null));
  }

  @Test
  void aServiceThatAsksForKeysIsLoadedWithOneOnly() {
    Optional<InferenceService> asking =
        Optional.of(Runs.asking("type: ApiKeys, apiKeys: {secretRef: {name: keys}}"));
    assertThat(resolve(CHAT, asking))
        .isEqualTo(
            new Never(
                Reason.ApiKeyMissing,
                "InferenceService chat asks for an API key: name one in target.apiKeySecretKeyRef of"
                    + " a new run"));
    assertThat(
            TargetRule.resolve(
                Runs.against(CHAT_WITH_KEY).getSpec().target(),
                asking,
                new TargetKey.Usable(),
                false))
        .isEqualTo(
            new Found(
                new BenchSpec.Target("http://chat.default.svc", "smollm2")
                    .withKey("/etc/rampwright/bench-key/api-key"),
                "chat"));
  }

  @Test
  void nobodyButItsGatewayWritesATrustedHeader() {
    Optional<InferenceService> trusting =
        Optional.of(
            Runs.asking("type: TrustedHeader, trustedHeader: {name: x-tenant, fromPeers: [{}]}"));
    for (String target : List.of(CHAT, CHAT_WITH_KEY)) {
      assertThat(resolve(target, trusting))
          .isInstanceOfSatisfying(
              Never.class,
              never -> {
                assertThat(never.reason()).isEqualTo(Reason.TrustedHeaderTarget);
                assertThat(never.message()).contains("gateway's URL as target.endpoint");
              });
    }
  }

  @Test
  void aServiceThatAsksNobodyNeedsNoKey() {
    assertThat(resolve(CHAT, Optional.of(Runs.asking("type: None")))).isInstanceOf(Found.class);
  }

  @Test
  void whatIsNoUrlIsRefusedWithAnExample() {
    String wrong = "{endpoint: {url: 'http://a{b}', model: m}}";
    assertThat(
            TargetRule.resolve(
                Runs.against(wrong).getSpec().target(), Optional.empty(), NO_KEY, true))
        .isInstanceOfSatisfying(
            Never.class, never -> assertThat(never.message()).contains("write for instance"));
  }

  private static TargetResolution resolve(String target, Optional<InferenceService> service) {
    return TargetRule.resolve(Runs.against(target).getSpec().target(), service, NO_KEY, false);
  }
}
