package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request leaves behind: a line if that is asked for, and a count of its tenant's. */
class AccessLogIT {
  private static final String ALICE = "key-of-alice-0123456789";
  private static final String SECRET = "the-secret-prompt";
  private static final String ANSWER = "the-secret-answer";
  private static final String ASK =
      "{\"temperature\":0,\"messages\":[{\"content\":\"" + SECRET + "\"}]}";

  private final TestEngine engine = new TestEngine();
  private final SidecarConfig silent;
  private final TestSidecar sidecar;

  AccessLogIT(@TempDir Path folder) {
    silent =
        TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(null))
            .withAuth(
                ClientAuth.by(
                    new ClientAuth.ApiKeys(
                        Map.of(Digests.apiKey(TestSidecar.TOKEN, ALICE), "alice"))));
    sidecar = TestSidecar.start(folder, silent);
    engine.behave(
        TestEngine.json(
            200,
            "{\"choices\":[{\"message\":{\"content\":\""
                + ANSWER
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":5,"
                + "\"prompt_tokens\":7}}"));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void nothingIsLoggedUntilItIsAskedForAndNothingAfterwards() {
    ask();
    assertThat(lines()).isEmpty();

    turnOn();
    ask();
    await().until(() -> lines().size() == 1);

    sidecar.put(AdminPaths.CONFIG, silent);
    ask();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void aLineTellsWhatBecameOfTheRequest() {
    turnOn();
    ask();
    ask();
    await().until(() -> lines().size() == 2);

    assertThat(lines().getFirst())
        .contains("requestId=r-1")
        .contains("tenant=alice")
        .contains("method=POST")
        .contains("route=/v1/chat/completions")
        .contains("status=200")
        .contains("cache=miss")
        .contains("inputTokens=7")
        .contains("outputTokens=5")
        .contains("traceId=0af7651916cd43dd8448eb211c80319c")
        .containsPattern("totalMs=[0-9]")
        .containsPattern("bytes=[1-9]");
    assertThat(lines().getLast()).contains("cache=hit").contains("outputTokens=5");
    assertThat(sidecar.observe("/metrics").body())
        .contains(
            "rampwright_sidecar_tenant_requests_total{namespace=\"default\",service=\"chat\","
                + "revision=\"aaaaaaaa\",tenant=\"alice\",} 2.0")
        .contains("direction=\"output\",} 10.0");
  }

  /** Wherever a client may put them. */
  @Test
  void neitherContentNorCredentialsCanStandInIt() {
    turnOn();
    ask();
    sidecar.send(sidecar.serve("/v1/models/" + SECRET + "?q=" + SECRET).headers(own()).GET());
    sidecar.send(sidecar.serve("/" + SECRET).headers(own()).GET());
    sidecar.send(
        sidecar
            .serve("/v1/chat/completions?" + SECRET)
            .header("Authorization", "Bearer a-wrong-" + ALICE)
            .header("x-request-id", "no id: " + SECRET)
            .header("traceparent", SECRET)
            .POST(BodyPublishers.ofString(ASK)));
    sidecar.send(
        sidecar.serve("/v1/models").headers(own()).method(SECRET, BodyPublishers.ofString(SECRET)));
    sidecar.chat("{ no json: " + SECRET, own());
    await().until(() -> lines().size() == 6);

    assertThat(sidecar.log()).doesNotContain(SECRET, ANSWER, ALICE, "Bearer");
    assertThat(lines()).anySatisfy(line -> assertThat(line).contains("status=401"));
    assertThat(lines()).anySatisfy(line -> assertThat(line).contains("route=/v1/*"));
    assertThat(lines()).anySatisfy(line -> assertThat(line).contains("route=other"));
    assertThat(lines()).anySatisfy(line -> assertThat(line).contains("method=other"));
    assertThat(sidecar.observe("/metrics").body()).doesNotContain(SECRET, ALICE);
  }

  private void turnOn() {
    sidecar.put(
        AdminPaths.CONFIG, silent.withServing(SidecarConfig.Serving.UNBOUNDED.withAccessLog()));
  }

  private void ask() {
    assertThat(sidecar.chat(ASK, own()).statusCode()).isEqualTo(200);
  }

  private static String[] own() {
    return new String[] {
      "Authorization",
      "Bearer " + ALICE,
      "x-request-id",
      "r-1",
      "traceparent",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    };
  }

  private List<String> lines() {
    return sidecar.log().lines().filter(line -> line.contains(" request {")).toList();
  }
}
