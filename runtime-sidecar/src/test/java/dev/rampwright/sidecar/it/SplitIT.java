package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.TrafficWeights;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stable and a candidate sidecar, each before its engine. */
class SplitIT {
  private static final String ASK = "{\"messages\":[]}";

  private final TestEngine stableEngine = new TestEngine();
  private final TestEngine candidateEngine = new TestEngine();
  private final TestSidecar stable;
  private final TestSidecar candidate;

  SplitIT(@TempDir Path folder) throws IOException {
    stable =
        TestSidecar.start(
            Files.createDirectory(folder.resolve("stable")),
            TestSidecar.config("aaaaaaaa", stableEngine.port(), null));
    candidate =
        TestSidecar.start(
            Files.createDirectory(folder.resolve("candidate")),
            TestSidecar.config("bbbbbbbb", candidateEngine.port(), null));
  }

  @AfterEach
  void stop() {
    stable.close();
    candidate.close();
    stableEngine.close();
    candidateEngine.close();
  }

  @Test
  void givesTheCandidateExactlyItsShareOfAThousandRequests() {
    stable.weights(toCandidate(1, 1_000));

    for (int i = 0; i < 1_000; i++) {
      assertThat(stable.chat(ASK).statusCode()).isEqualTo(200);
    }

    assertThat(candidateEngine.seen()).hasSize(100);
    assertThat(stableEngine.seen()).hasSize(900);
    assertThat(stable.candidate()).isEqualTo(new Outcomes(100, 100, Map.of()));
    assertThat(stable.local()).isEqualTo(new Outcomes(900, 900, Map.of()));
    assertThat(candidate.local()).isEqualTo(Outcomes.NONE);
    assertThat(candidate.observe("/metrics").body())
        .contains(
            "rampwright_sidecar_requests_total{namespace=\"default\",service=\"chat\","
                + "revision=\"bbbbbbbb\",role=\"hop\",code=\"200\",} 100.0");
  }

  @Test
  void tellsTheClientWhichRevisionAnswered() {
    stable.weights(toCandidate(1, 5_000));

    assertThat(List.of(revisionOf(stable.chat(ASK)), revisionOf(stable.chat(ASK))))
        .containsExactly("aaaaaaaa", "bbbbbbbb");
  }

  @Test
  void splitsNothingButInference() {
    stable.weights(toCandidate(1, 10_000));

    HttpResponse<String> models = stable.send(stable.serve("/v1/models").GET());

    assertThat(revisionOf(models)).isEqualTo("aaaaaaaa");
    assertThat(candidateEngine.seen()).isEmpty();
    assertThat(stable.local()).isEqualTo(Outcomes.NONE);
  }

  @Test
  void servesItselfWhatADeadCandidateCannotAndCountsItAsTheCandidatesError() throws IOException {
    stable.weights(toEndpoints(1, 10_000, closedPort(), closedPort()));

    for (int i = 0; i < 10; i++) {
      assertThat(revisionOf(stable.chat(ASK))).isEqualTo("aaaaaaaa");
    }

    assertThat(stable.candidate())
        .isEqualTo(new Outcomes(10, 10, Map.of(ErrorClass.CONNECTION, 10L)));
    assertThat(stable.local()).isEqualTo(Outcomes.NONE);
  }

  @Test
  void triesTheNextEndpointBeforeServingItself() throws IOException {
    stable.weights(toEndpoints(1, 10_000, closedPort(), candidate.endpoint()));

    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("bbbbbbbb");
    assertThat(stable.candidate().errors()).containsEntry(ErrorClass.CONNECTION, 1L);
  }

  @Test
  void servesItselfWhenTheCandidatesEngineIsGone() {
    candidateEngine.close();
    stable.weights(toCandidate(1, 10_000));

    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("aaaaaaaa");
    assertThat(stable.candidate().errors()).containsEntry(ErrorClass.CONNECTION, 1L);
  }

  @Test
  void passesTheCandidatesOwnErrorsToTheClient() {
    candidateEngine.behave(TestEngine.json(500, "{\"error\":\"mine\"}"));
    stable.weights(toCandidate(1, 10_000));

    HttpResponse<String> answer = stable.chat(ASK);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"error\":\"mine\"}");
    assertThat(stable.candidate())
        .isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.SERVER_ERROR, 1L)));
  }

  @Test
  void servesItselfWhatACandidateOfALaterEpochRefuses() {
    candidate.weights(TrafficWeights.local(5));
    stable.weights(toCandidate(4, 10_000));

    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("aaaaaaaa");
    assertThat(stable.candidate())
        .isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.STALE_EPOCH, 1L)));
  }

  @Test
  void neverSplitsAGenuineHopAgain() {
    stable.weights(toCandidate(3, 10_000));

    HttpResponse<String> answer = stable.hop(ASK, Headers.HOP_EPOCH, "3");

    assertThat(revisionOf(answer)).isEqualTo("aaaaaaaa");
  }

  @Test
  void answersAHopOfAnOlderEpochWith421() {
    stable.weights(toCandidate(3, 0));

    HttpResponse<String> answer = stable.hop(ASK, Headers.HOP_EPOCH, "2");

    assertThat(answer.statusCode()).isEqualTo(421);
    assertThat(stableEngine.seen()).isEmpty();
  }

  @Test
  void takesAForgedHopForAClientAndShowsItsHeadersToNobody() {
    stable.weights(toCandidate(3, 10_000));

    HttpResponse<String> answer =
        stable.chat(ASK, Headers.HOP_EPOCH, "9", Headers.HOP_TOKEN, "guessed");

    assertThat(revisionOf(answer)).isEqualTo("bbbbbbbb");
    assertThat(candidateEngine.seen().getFirst().headers().names())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-rampwright"));
  }

  @Test
  void refusesAnOlderEpochAndKeepsCountingWhenOnlyEndpointsMove() {
    stable.weights(toCandidate(2, 10_000));
    stable.chat(ASK);

    assertThat(stable.put(AdminPaths.TRAFFIC, toCandidate(1, 0)).statusCode()).isEqualTo(409);
    assertThat(stable.put(AdminPaths.TRAFFIC, toCandidate(2, 5_000)).statusCode()).isEqualTo(400);
    stable.weights(toEndpoints(2, 10_000, candidate.endpoint(), candidate.endpoint()));
    assertThat(stable.candidate().finished()).isEqualTo(1);
    stable.weights(toCandidate(3, 10_000));
    assertThat(stable.candidate()).isEqualTo(Outcomes.NONE);
  }

  private TrafficWeights toCandidate(long epoch, int basisPoints) {
    return toEndpoints(epoch, basisPoints, candidate.endpoint());
  }

  private static TrafficWeights toEndpoints(long epoch, int basisPoints, String... endpoints) {
    return new TrafficWeights(
        TrafficWeights.FORMAT_VERSION,
        epoch,
        new TrafficWeights.Candidate("bbbbbbbb", basisPoints, List.of(endpoints)));
  }

  private static String closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static String revisionOf(HttpResponse<?> answer) {
    return answer.headers().firstValue(Headers.REVISION).orElseThrow();
  }
}
