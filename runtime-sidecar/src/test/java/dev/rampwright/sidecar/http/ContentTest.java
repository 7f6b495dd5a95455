package dev.rampwright.sidecar.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.sample.Latencies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events of a stream carry content, and when: each nanosecond of this clock is one read. */
class ContentTest {
  private static final String CHAT =
      """
      : ping

      data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null}}],"id":"content"}

      data: {"choices":[{"delta":{"content":"h\u00e9 \\"content\\":\\"x\\""}}]}

      data: {"choices":[{"delta":{"content" : "\\n"}}],"model":"content"}

      data: {"choices":[{"delta":{"content":""}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}],"content":1}

      data: {"choices":[],"usage":{"completion_tokens":2}}

      data: [DONE]

      """;

  private long now;
  private final Pace pace = new Pace(() -> now++);

  @Test
  void countsWhatTheModelMadeHoweverTheStreamIsCut() {
    byte[] stream = CHAT.getBytes(UTF_8);
    Random random = new Random(5);
    for (int run = 0; run < 500; run++) {
      long before = now;
      StreamScanner scanner = scanner(Api.CHAT_COMPLETIONS);
      int at = 0;
      while (at < stream.length) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(1 + run % 40));
        scanner.accept(Arrays.copyOfRange(stream, at, end));
        at = end;
      }
      assertThat(now - before).as("content events in run %d", run).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CHAT_COMPLETIONS|{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
        "CHAT_COMPLETIONS|{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\"}}]}}]}",
        "COMPLETIONS|{\"choices\":[{\"text\":\" a\",\"index\":0}]}",
        "MESSAGES|{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
        "MESSAGES|{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"a\"}}",
        "RESPONSES|{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}"
      })
  void knowsEachApisNamesForIt(Api api, String json) {
    scanner(api).accept(("event: x\ndata: " + json + "\n\n").getBytes(UTF_8));

    assertThat(pace.latencies().ttft()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CHAT_COMPLETIONS|{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}",
        "CHAT_COMPLETIONS|{\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}]}",
        "COMPLETIONS|{\"choices\":[{\"text\":\"\",\"finish_reason\":\"length\"}]}",
        "MESSAGES|{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
        "MESSAGES|{\"type\":\"ping\"}",
        "RESPONSES|{\"type\":\"response.output_text.done\",\"text\":\"all of it\"}"
      })
  void takesNothingElseForIt(Api api, String json) {
    scanner(api).accept(("data: " + json + "\n\n").getBytes(UTF_8));

    assertThat(pace.latencies().ttft()).isEmpty();
  }

  @Test
  void givesOneMeanGapForAllOfAStreamsTokens() {
    StreamScanner scanner = scanner(Api.COMPLETIONS);
    for (long at : List.of(100L, 110L, 150L, 160L)) {
      now = at;
      scanner.accept("data: {\"text\":\"a\"}\n\n".getBytes(UTF_8));
    }
    now = 500;

    Latencies latencies = pace.latencies();
    assertThat(latencies.ttft()).contains(Duration.ofNanos(100));
    assertThat(latencies.itl()).contains(Duration.ofNanos(20));
    assertThat(latencies.e2e()).isEqualTo(Duration.ofNanos(500));
  }

  @Test
  void hasNoGapInAStreamOfOneToken() {
    scanner(Api.COMPLETIONS).accept("data: {\"text\":\"a\"}\n\n".getBytes(UTF_8));

    assertThat(pace.latencies().ttft()).isPresent();
    assertThat(pace.latencies().itl()).isEmpty();
  }

  private StreamScanner scanner(Api api) {
    return new StreamScanner(api.terminalEvent().orElseThrow(), api.contentNames(), pace);
  }
}
