package dev.rampwright.sidecar.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamScannerTest {
  private static final String CHAT =
      "data: {\"choices\":[{\"delta\":{\"content\":\"h\u00e9llo [DONE]\"}}]}\n\n";

  @Test
  void findsTheTerminalEventHoweverTheStreamIsCut() {
    byte[] stream = (CHAT.repeat(3) + ": ping\n\ndata: [DONE]\n\n").getBytes(UTF_8);
    Random random = new Random(3);
    for (int run = 0; run < 2_000; run++) {
      StreamScanner scanner = scanner(TerminalEvent.DONE);
      int at = 0;
      while (at < stream.length) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(1 + run % 40));
        scanner.accept(Arrays.copyOfRange(stream, at, end));
        at = end;
      }
      assertThat(scanner.isTerminated()).isTrue();
      assertThat(scanner.hasFailed()).isFalse();
    }
  }

  @Test
  void doesNotFindItInAnyProperBeginningOfTheStream() {
    byte[] stream = (CHAT + "data: [DONE]").getBytes(UTF_8);
    for (int length = 0; length < stream.length; length++) {
      StreamScanner scanner = scanner(TerminalEvent.DONE);
      scanner.accept(Arrays.copyOf(stream, length));
      assertThat(scanner.isTerminated()).as("after %d bytes", length).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data: [DONE]\n\n", "data:[DONE]\r\n\r\n", "data: [DONE]", "x\rdata: [DONE]\r"})
  void knowsItInEveryForm(String end) {
    assertThat(scan(TerminalEvent.DONE, CHAT + end).isTerminated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MESSAGE_STOP|event: message_stop/data: {}",
        "MESSAGE_STOP|data: {\"type\": \"message_stop\"}",
        "RESPONSE_COMPLETED|event: response.completed/data: {}",
        "RESPONSE_COMPLETED|data: {\"type\":\"response.completed\",\"x\":1}",
        "RESPONSE_COMPLETED|event: response.incomplete/data: {}"
      })
  void knowsEachApisOwn(TerminalEvent terminal, String end) {
    assertThat(scan(terminal, end.replace("/", "\n")).isTerminated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data: {\"x\":\"data: [DONE]\"}\n", " [DONE]\n", "event: done\n", "[DONE]\n"})
  void isNotFooledByContent(String line) {
    assertThat(scan(TerminalEvent.DONE, line).isTerminated()).isFalse();
  }

  @Test
  void takesOneApisEventForNoneOfAnother() {
    assertThat(scan(TerminalEvent.MESSAGE_STOP, "data: [DONE]\n\n").isTerminated()).isFalse();
  }

  @Test
  void staysTerminatedWhateverFollows() {
    assertThat(scan(TerminalEvent.DONE, "data: [DONE]\n\n: bye\n").isTerminated()).isTrue();
  }

  @Test
  void seesAnErrorToldInTheStream() {
    StreamScanner scanner =
        scan(TerminalEvent.DONE, "data: {\"error\": {\"code\":500}}\n\ndata: [DONE]\n\n");
    assertThat(scanner.hasFailed()).isTrue();
    assertThat(scan(TerminalEvent.DONE, "data: {\"a\":{\"error\":1}}\n").hasFailed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MESSAGE_STOP|event: error/data: {\"type\":\"error\",\"error\":{}}",
        "MESSAGE_STOP|data: {\"type\": \"error\",\"error\":{}}",
        "RESPONSE_COMPLETED|event: response.failed/data: {}",
        "RESPONSE_COMPLETED|data: {\"type\":\"response.failed\"}"
      })
  void seesErrorsAsEachApiTellsThem(TerminalEvent terminal, String events) {
    assertThat(scan(terminal, events.replace("/", "\n") + "\n\n").hasFailed()).isTrue();
  }

  private static StreamScanner scan(TerminalEvent terminal, String text) {
    StreamScanner scanner = scanner(terminal);
    scanner.accept(text.getBytes(UTF_8));
    return scanner;
  }

  private static StreamScanner scanner(TerminalEvent terminal) {
    return new StreamScanner(terminal, Set.of(), new Pace(() -> 0));
  }
}
