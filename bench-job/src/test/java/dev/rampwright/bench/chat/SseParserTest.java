package dev.rampwright.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
  private static final String TEXT =
      """
      \uFEFFdata: {"a":"\u00e4\u20ac\uD83D\uDE00"}

      : ping
      event: x
      id: 7
      data:two
      data: lines

      data

      data:  spaced



      data: [DONE]

      """;
  private static final List<String> EVENTS =
      List.of("{\"a\":\"\u00e4\u20ac\uD83D\uDE00\"}", "two\nlines", "", " spaced", "[DONE]");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyTwoPiecesGiveTheSameEvents(String lineEnd) {
    byte[] stream = bytes(TEXT.replace("\n", lineEnd));
    for (int cut = 0; cut <= stream.length; cut++) {
      assertThat(
              parse(
                  Arrays.copyOfRange(stream, 0, cut),
                  Arrays.copyOfRange(stream, cut, stream.length)))
          .as("cut at %d", cut)
          .isEqualTo(EVENTS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void singleBytesGiveTheSameEvents(String lineEnd) {
    byte[] stream = bytes(TEXT.replace("\n", lineEnd));
    byte[][] pieces = new byte[stream.length][];
    for (int i = 0; i < stream.length; i++) {
      pieces[i] = new byte[] {stream[i]};
    }

    assertThat(parse(pieces)).isEqualTo(EVENTS);
  }

  @Test
  void randomEventsSurviveRandomPiecesAndLineEnds() {
    for (long seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> events = new ArrayList<>();
      StringBuilder stream = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        String event = text(random);
        events.add(event);
        String lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        stream.append(random.nextBoolean() ? ":comment" + lineEnd : "");
        stream.append("data: ").append(event).append(lineEnd).append(lineEnd);
      }
      assertThat(parse(pieces(bytes(stream.toString()), random)))
          .as("seed %d", seed)
          .isEqualTo(events);
    }
  }

  @Test
  void anEventWithoutItsBlankLineIsNotHandedOn() {
    assertThat(parse(bytes("data: a\n\ndata: b\n"))).containsExactly("a");
  }

  @Test
  void anEndlessLineIsRefused() {
    SseParser parser = new SseParser(event -> {});
    parser.feed(new byte[SseParser.MAX_LINE_BYTES]);

    assertThatThrownBy(() -> parser.feed(new byte[] {'a'})).hasMessageContaining("longer than");
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          List.of("a", ":", " ", "\u00fc", "\u4e2d", "\uD83D\uDE80").get(random.nextInt(6)));
    }
    return text.toString();
  }

  private static byte[][] pieces(byte[] stream, SplittableRandom random) {
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < stream.length; ) {
      int to = Math.min(stream.length, from + random.nextInt(7));
      pieces.add(Arrays.copyOfRange(stream, from, to));
      from = to;
    }
    return pieces.toArray(byte[][]::new);
  }

  private static List<String> parse(byte[]... pieces) {
    List<String> events = new ArrayList<>();
    SseParser parser = new SseParser(events::add);
    for (byte[] piece : pieces) {
      parser.feed(piece);
    }
    return events;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
