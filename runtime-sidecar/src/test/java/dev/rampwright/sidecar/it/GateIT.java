package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.TrafficWeights;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stable sidecar tells the gates of a candidate behind its own sidecar. */
class GateIT {
  private static final String ASK = "{\"stream\":true}";
  private static final String TOKEN = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
  private static final String ROLE =
      "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private final TestEngine stableEngine = new TestEngine();
  private final TestEngine candidateEngine = new TestEngine();
  private final TestSidecar stable;
  private final TestSidecar candidate;

  GateIT(@TempDir Path folder) throws IOException {
    stable = start(folder, "aaaaaaaa", stableEngine);
    candidate = start(folder, "bbbbbbbb", candidateEngine);
    stable.weights(toCandidate(10_000));
  }

  private static TestSidecar start(Path folder, String revision, TestEngine engine)
      throws IOException {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(3_000, 1_000, 10_000, 1 << 20);
    return TestSidecar.start(
        Files.createDirectory(folder.resolve(revision)),
        TestSidecar.config(revision, engine.port(), null, limits));
  }

  @AfterEach
  void stop() {
    stable.close();
    candidate.close();
    stableEngine.close();
    candidateEngine.close();
  }

  @Test
  void timesTheCandidatesTokensAsTheEntryPodSeesThem() throws DataFormatException {
    candidateEngine.behave(candidateEngine.stream(60, List.of(ROLE, TOKEN, TOKEN, TOKEN + DONE)));

    stable.chat(ASK);

    Samples samples = Objects.requireNonNull(stable.stats().core().candidate().samples());
    assertThat(decoded(samples.ttft()).getMinValue()).isGreaterThanOrEqualTo(59_000);
    assertThat(decoded(samples.itl()).getTotalCount()).isEqualTo(1);
    assertThat(decoded(samples.e2e()).getMinValue())
        .isGreaterThanOrEqualTo(decoded(samples.ttft()).getMaxValue());
    assertThat(stable.stats().core().local().samples()).isEqualTo(Samples.NONE);
    assertThat(stable.observe("/metrics").body())
        .containsPattern("time_to_first_token_seconds_count\\{[^}]*role=\"candidate\",} 1.0")
        .containsPattern("inter_token_seconds_count\\{[^}]*role=\"candidate\",} 1.0");
  }

  @Test
  void givesAnAnswerInOnePieceAnEndButNoFirstToken() throws DataFormatException {
    stable.chat("{}");

    Samples samples = Objects.requireNonNull(stable.stats().core().candidate().samples());
    assertThat(samples.ttft()).isNull();
    assertThat(samples.itl()).isNull();
    assertThat(decoded(samples.e2e()).getTotalCount()).isEqualTo(1);
  }

  @Test
  void countsABusyEngineOnceAndTheClientsFaultNot() {
    candidateEngine.behave(TestEngine.json(429, "{}"));
    stable.chat(ASK);
    candidateEngine.behave(TestEngine.json(400, "{}"));
    stable.chat(ASK);

    assertThat(stable.candidate())
        .isEqualTo(new Outcomes(2, 2, Map.of(ErrorClass.ENGINE_BUSY, 1L)));
    assertThat(stable.stats().core().candidate().samples()).isEqualTo(Samples.NONE);
  }

  @Test
  void countsAStreamThatNeverEndsAsTimeoutThoughTheCandidatesSidecarWatchesToo() {
    candidateEngine.behave(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "text/event-stream")
                .setChunked(true)
                .write(TOKEN));

    send();

    await().until(() -> stable.candidate().finished() == 1);
    assertThat(stable.candidate().errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
    await().until(() -> candidateEngine.abandoned() == 1);
  }

  @Test
  void takesAStreamThatSaidItIsOverForAnsweredThoughItsConnectionStaysOpen() {
    candidateEngine.behave(
        (request, body) ->
            request
                .response()
                .putHeader("Content-Type", "text/event-stream")
                .setChunked(true)
                .write(TOKEN + DONE));

    assertThat(stable.chat(ASK).body()).isEqualTo(TOKEN + DONE);

    assertThat(stable.candidate()).isEqualTo(new Outcomes(1, 1, Map.of()));
  }

  @Test
  void countsACandidateThatNeverBeginsAsTimeout() {
    candidateEngine.behave((request, body) -> {});

    assertThat(stable.chat(ASK).statusCode()).isEqualTo(504);

    assertThat(stable.candidate()).isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.TIMEOUT, 1L)));
  }

  @Test
  void countsAStreamWithoutItsTerminalEventAsTruncated() {
    candidateEngine.behave(candidateEngine.stream(1, List.of(TOKEN)));

    stable.chat(ASK);

    assertThat(stable.candidate()).isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.TRUNCATED, 1L)));
  }

  @Test
  void countsARequestWhenItIsSplitThoughNothingIsAnswered() {
    candidateEngine.behave((request, body) -> {});
    stableEngine.behave((request, body) -> {});
    stable.weights(toCandidate(2, 2_500));

    IntStream.range(0, 8).forEach(i -> send());

    await().until(() -> stable.stats().core().inFlightLocal() == 6);
    assertThat(stable.candidate()).isEqualTo(new Outcomes(2, 0, Map.of()));
    assertThat(stable.local()).isEqualTo(new Outcomes(6, 0, Map.of()));
    assertThat(stable.stats().core().inFlightCandidate()).isEqualTo(2);
  }

  @Test
  void keepsASessionOnOneSideAndItsKeyToItself() {
    stable.weights(toCandidate(2, 5_000).by(new TrafficWeights.Sticky("chat-3", "x-session-id")));

    for (String key : List.of("session-one", "session-two", "session-three")) {
      List<String> revisions =
          Stream.generate(() -> stable.chat("{}", "X-Session-Id", key))
              .limit(5)
              .map(answer -> answer.headers().firstValue("x-rampwright-revision").orElseThrow())
              .distinct()
              .toList();
      assertThat(revisions).hasSize(1);
    }
    assertThat(stable.observe("/metrics").body()).doesNotContain("session-");
  }

  /** Its answer is not waited for. */
  private void send() {
    CompletableFuture<HttpResponse<String>> unused =
        stable
            .client()
            .sendAsync(
                stable.serve("/v1/chat/completions").POST(BodyPublishers.ofString(ASK)).build(),
                BodyHandlers.ofString());
  }

  private TrafficWeights toCandidate(int basisPoints) {
    return toCandidate(1, basisPoints);
  }

  private TrafficWeights toCandidate(long epoch, int basisPoints) {
    return new TrafficWeights(
        TrafficWeights.FORMAT_VERSION,
        epoch,
        new TrafficWeights.Candidate("bbbbbbbb", basisPoints, List.of(candidate.endpoint())));
  }

  private static Histogram decoded(@Nullable String text) throws DataFormatException {
    byte[] bytes = Base64.getDecoder().decode(Objects.requireNonNull(text));
    return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
  }
}
