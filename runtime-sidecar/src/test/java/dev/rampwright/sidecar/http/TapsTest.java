package dev.rampwright.sidecar.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ErrorClass;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict over an answer that ended as HTTP says it should. */
class TapsTest {
  private static final Taps NONE = new Taps(Optional.empty(), Optional.empty());

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 301, 400, 404, 422})
  void countsTheClientsFaultsAsGood(int status) {
    assertThat(NONE.judge(status)).isEqualTo(new Outcome.Answered(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 599})
  void countsServerErrors(int status) {
    assertThat(NONE.judge(status)).isEqualTo(new Outcome.Failed(status, ErrorClass.SERVER_ERROR));
  }

  @Test
  void countsAnEngineThatIsBusy() {
    assertThat(NONE.judge(429)).isEqualTo(new Outcome.Failed(429, ErrorClass.ENGINE_BUSY));
  }

  @Test
  void wantsTheTerminalEventOfAStream() {
    assertThat(after("data: {}\n\n").judge(200))
        .isEqualTo(new Outcome.Failed(200, ErrorClass.TRUNCATED));
    assertThat(after("data: [DONE]\n\n").judge(200)).isEqualTo(new Outcome.Answered(200));
  }

  @Test
  void takesAnErrorInTheStreamForAServerError() {
    assertThat(after("data: {\"error\":{}}\n\ndata: [DONE]\n\n").judge(200))
        .isEqualTo(new Outcome.Failed(200, ErrorClass.SERVER_ERROR));
  }

  @Test
  void knowsBeforeTheBodysEndWhatTheStreamHasSaid() {
    Outcome error = new Outcome.Failed(200, ErrorClass.SERVER_ERROR);
    assertThat(after("data: {}\n\n").judgeEarly(200)).isEmpty();
    assertThat(after("data: [DONE]\n\n").judgeEarly(200)).contains(new Outcome.Answered(200));
    assertThat(after("data: {\"error\":{}}\n\n").judgeEarly(200)).contains(error);
    assertThat(after("data: {\"error\":{}}\n\ndata: [DONE]\n\n").judgeEarly(200)).contains(error);
    assertThat(NONE.judgeEarly(200)).isEmpty();
  }

  private static Taps after(String stream) {
    StreamScanner scanner = new StreamScanner(TerminalEvent.DONE, Set.of(), new Pace(() -> 0));
    scanner.accept(stream.getBytes(UTF_8));
    return new Taps(Optional.of(scanner), Optional.empty());
  }
}
