package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Exposure;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.kube.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a service comes to TLS, and what is told of it. */
class TlsConditionTest {
  private static final String TLS = "serving: {tls: {secretRef: {name: web}}}\n";
  private static final String ROUTE = "route: {parentRefs: [{name: gateway}]}\n";
  private static final ServingTls GOOD = certificate("0a");
  private static final ServingTls MISSING =
      new ServingTls.Unusable(Reason.TlsSecretMissing, "there is no Secret web");

  @Test
  void withoutTlsThereIsNothingToTellAndNothingChanges() {
    Play play = new Play(Play.SPEC);
    play.serving();

    assertThat(play.condition("TlsReady")).isEmpty();
    assertThat(Exposures.clientPorts(play.seen(), play.pass())).isEqualTo(List.of(8080));
    assertThat(config(play).servingOrDefault().servesTlsOnly()).isFalse();
  }

  @Test
  void aNewServiceIsNeverServedInClearText() {
    Play play = new Play(Play.SPEC + TLS).tls(MISSING);
    String stable = play.serving();

    assertThat(play.condition("TlsReady")).contains("False/TlsSecretMissing");
    assertThat(play.condition("Ready")).contains("False/TlsSecretMissing");
    assertThat(play.status().url()).isEqualTo("https://chat.demo.svc");
    assertThat(exposure(play)).isEqualTo(new Exposure(false, true, false));

    play.tls(GOOD).showing(stable, "0a").pass();

    assertThat(play.condition("TlsReady")).contains("True/TlsReady");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(config(play).servingOrDefault().servesTlsOnly()).isTrue();
    assertThat(Exposures.clientPorts(play.seen(), play.pass())).isEqualTo(List.of(8443));
  }

  @Test
  void aRunningServiceIsReachedInClearTextUntilEveryPodServesTls() {
    Play play = new Play(Play.SPEC);
    String stable = wasClear(play);
    Decision decision = play.spec(Play.SPEC + TLS).tls(GOOD).pass();

    assertThat(decision.desired()).as("it starts no ramp").isEqualTo(stable);
    assertThat(play.condition("TlsReady")).contains("False/TlsPending");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(play.status().url()).isEqualTo("http://chat.demo.svc");
    assertThat(exposure(play)).isEqualTo(new Exposure(true, true, false));
    assertThat(config(play).servingOrDefault().servesTlsOnly()).isFalse();

    play.showing(stable, "0a").pass();

    assertThat(play.status().url()).isEqualTo("https://chat.demo.svc");
    assertThat(exposure(play)).isEqualTo(new Exposure(false, true, true));
    assertThat(config(play).servingOrDefault().servesTlsOnly()).isTrue();
  }

  @Test
  void theLastGoodCertificateServesWhileTheSecretIsWrong() {
    Play play = new Play(Play.SPEC + TLS).tls(GOOD);
    String stable = play.serving();
    play.showing(stable, "0a").pass();
    play.tls(MISSING).pass();

    assertThat(play.condition("TlsReady")).contains("False/TlsSecretMissing");
    assertThat(message(play)).endsWith("the last good certificate goes on to serve");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
  }

  @Test
  void anotherCertificateIsPendingUntilAllPodsShowIt() {
    Play play = new Play(Play.SPEC + TLS).tls(GOOD);
    String stable = play.serving();
    play.showing(stable, "0a").pass();
    play.tls(certificate("0b")).pass();
    assertThat(play.condition("TlsReady")).contains("False/TlsPending");
    assertThat(play.status().url()).isEqualTo("https://chat.demo.svc");

    play.showing(stable, "0b").pass();
    assertThat(play.condition("TlsReady")).contains("True/TlsReady");
  }

  @Test
  void aGatewayNeedsClearText() {
    Play play = new Play(Play.SPEC + TLS + ROUTE).tls(GOOD);
    String stable = play.serving();
    play.showing(stable, "0a").pass();

    assertThat(exposure(play)).isEqualTo(new Exposure(true, true, true));
    assertThat(play.status().url()).isEqualTo("https://chat.demo.svc");
    assertThat(config(play).servingOrDefault().servesTlsOnly()).isFalse();
    assertThat(Exposures.clientPorts(play.seen(), play.pass())).containsExactly(8080, 8443);
  }

  @Test
  void podsOfReleaseOneAreSaidToServeClearText() {
    Play play = new Play(Play.SPEC);
    String stable = wasClear(play);
    play.ofReleaseOne(stable).spec(Play.SPEC + TLS).tls(GOOD).pass();

    assertThat(play.condition("TlsReady")).contains("False/TlsNotServed");
    assertThat(exposure(play).clear()).isTrue();
  }

  private static String wasClear(Play play) {
    String stable = play.serving();
    Identity identity = Identity.of(play.service());
    play.object(Services.entry(identity, stable, Exposure.CLEAR));
    play.object(Services.ofRevision(identity, stable, Exposure.CLEAR));
    return stable;
  }

  private static Exposure exposure(Play play) {
    return Exposures.entry(play.seen(), play.pass());
  }

  private static SidecarConfig config(Play play) {
    Decision decision = play.pass();
    return SidecarSettings.of(play.seen(), decision, decision.running().getFirst());
  }

  private static String message(Play play) {
    return requireNonNull(play.status().conditions()).stream()
        .filter(it -> it.getType().equals("TlsReady"))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private static ServingTls certificate(String fingerprint) {
    return new ServingTls.Usable(
        Map.of(), fingerprint, "chat.example.com", Instant.parse("2030-01-01T00:00:00Z"));
  }
}
