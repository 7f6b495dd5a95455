package dev.rampwright.bench.load;

import static dev.rampwright.bench.fakes.Streams.DONE;
import static dev.rampwright.bench.fakes.Streams.ROLE;
import static dev.rampwright.bench.fakes.Streams.TEXT;
import static dev.rampwright.bench.fakes.Streams.event;
import static dev.rampwright.bench.fakes.Streams.usage;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final Head OK = new Head(200, "6f1c2a9b", false);

  private final List<Outcome> outcomes = new ArrayList<>();
  private final Exchange streamed = new Exchange(true, 100, 110, outcomes::add);
  private final Exchange whole = new Exchange(false, 100, 110, outcomes::add);

  @Test
  void theFirstContentCountsAndNotTheRole() {
    streamed.head(OK);
    streamed.bytes(event(ROLE), 200);
    streamed.bytes(event(TEXT), 300);
    streamed.bytes(event(TEXT), 400);
    streamed.bytes(event(TEXT), 500);
    streamed.bytes(event(usage(3)), 600);
    streamed.bytes(event(DONE), 700);
    streamed.end(800);

    assertThat(outcomes)
        .containsExactly(new Outcome.Answered(OK, new Timing(100, 110, 300, 500), 3, true));
  }

  @Test
  void withoutUsageTheChunksAreCounted() {
    streamed.head(OK);
    streamed.bytes(event(TEXT), 300);
    streamed.bytes(event(TEXT), 400);
    streamed.bytes(event(DONE), 500);

    assertThat(outcomes)
        .containsExactly(new Outcome.Answered(OK, new Timing(100, 110, 300, 400), 2, false));
  }

  @Test
  void aStreamThatEndsWithoutItsTerminalEventIsTruncated() {
    streamed.head(OK);
    streamed.bytes(event(TEXT), 300);
    streamed.end(400);

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Failed(
                OK, "truncated stream", "ended without [DONE] after 1 chunks with content"));
  }

  @Test
  void aConnectionLostInsideTheStreamIsATruncationToo() {
    streamed.head(OK);
    streamed.bytes(event(TEXT), 300);
    streamed.broken("HttpClosedException", "Connection was closed");

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Failed(
                OK, "truncated stream", "HttpClosedException: Connection was closed"));
  }

  @Test
  void whatHappensAfterTheTerminalEventDoesNotMatter() {
    streamed.head(OK);
    streamed.bytes(event(TEXT), 300);
    streamed.bytes(event(DONE), 400);
    streamed.broken("SocketException", "Connection reset");
    streamed.expire("timeout", "");

    assertThat(outcomes).hasSize(1).first().isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void aStreamWithoutContentIsNoAnswer() {
    streamed.head(OK);
    streamed.bytes(event(ROLE), 300);
    streamed.bytes(event(DONE), 400);

    assertThat(kind()).isEqualTo("empty answer");
  }

  @Test
  void anErrorInsideTheStreamIsAFailure() {
    streamed.head(OK);
    streamed.bytes(event(TEXT), 300);
    streamed.bytes(event("{\"error\":{\"message\":\"engine died\"}}"), 400);

    assertThat(outcomes).containsExactly(new Outcome.Failed(OK, "error in stream", "engine died"));
  }

  @Test
  void anEventThatIsNoJsonIsAFailure() {
    streamed.head(OK);
    streamed.bytes(event("<oops>"), 300);

    assertThat(kind()).isEqualTo("malformed event");
  }

  @Test
  void anErrorStatusIsAFailureInTheServersWords() {
    Head unavailable = new Head(503, null, false);
    streamed.head(unavailable);
    streamed.bytes("{\"error\":{\"message\":\"Loading".getBytes(StandardCharsets.UTF_8), 300);
    streamed.bytes(" model\"}}".getBytes(StandardCharsets.UTF_8), 310);
    streamed.end(320);

    assertThat(outcomes)
        .containsExactly(new Outcome.Failed(unavailable, "HTTP 503", "Loading model"));
  }

  @Test
  void aHugeErrorBodyIsNotKept() {
    streamed.head(new Head(500, null, false));
    for (int i = 0; i < 100; i++) {
      streamed.bytes(new byte[1_000], 300);
    }
    streamed.end(320);

    assertThat(kind()).isEqualTo("HTTP 500");
  }

  @Test
  void aConnectionThatFailsBeforeTheHeadIsNamed() {
    streamed.broken("ConnectException", "Connection refused");

    assertThat(outcomes)
        .containsExactly(new Outcome.Failed(null, "ConnectException", "Connection refused"));
  }

  @Test
  void aWholeAnswerIsTimedToItsEnd() {
    whole.head(OK);
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"abc\"}}],\"usage\":{\"completion_tokens\":5}}";
    whole.bytes(answer.getBytes(StandardCharsets.UTF_8), 300);
    whole.end(400);

    assertThat(outcomes)
        .containsExactly(new Outcome.Answered(OK, new Timing(100, 110, 400, 400), 5, true));
  }

  @Test
  void halfAWholeAnswerIsAFailure() {
    whole.head(OK);
    whole.bytes("{\"choices\":[".getBytes(StandardCharsets.UTF_8), 300);
    whole.end(400);

    assertThat(kind()).isEqualTo("malformed answer");
  }

  private String kind() {
    return ((Outcome.Failed) outcomes.getFirst()).kind();
  }
}
