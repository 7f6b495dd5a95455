package dev.rampwright.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ManualClock;
import dev.rampwright.bench.process.StopSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  private static final String URL = "http://chat";

  private final ManualClock clock = new ManualClock();
  private final StopSignal stop = new StopSignal();
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void aRefusedConnectionIsTriedForThirtySeconds() {
    ProbeResult result = probe((i, exchange) -> exchange.broken("ConnectException", "refused"));

    assertThat(result)
        .isEqualTo(
            new ProbeResult.Hopeless(
                "cannot connect to http://chat: ConnectException: refused; check target.url"));
    assertThat(Duration.ofNanos(clock.now())).isBetween(seconds(30), seconds(32));
    assertThat(attempts).hasValue(31);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void aTargetThatIsNotReadyIsWaitedFor(int status) {
    ProbeResult result =
        probe((i, exchange) -> answer(exchange, attempts.get() < 4 ? status : 200));

    assertThat(result).isEqualTo(new ProbeResult.Reachable());
    assertThat(attempts).hasValue(4);
  }

  @Test
  void aTargetThatNeverGetsReadyIsHopeless() {
    assertThat(probe((i, exchange) -> answer(exchange, 503)))
        .isEqualTo(new ProbeResult.Hopeless("http://chat is not ready: HTTP 503: words"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, target.url and model",
    "401, 'target.apiKeySecretKeyRef, and that its key is one of the target''s'",
    "403, 'target.apiKeySecretKeyRef, and that its key is one of the target''s'",
    "404, target.url and model",
    "422, target.url and model"
  })
  void aRefusalIsTriedThreeTimes(int status, String suspect) {
    assertThat(probe((i, exchange) -> answer(exchange, status)))
        .isEqualTo(
            new ProbeResult.Hopeless(
                "all 3 probe requests failed: HTTP %d (3): words; check %s"
                    .formatted(status, suspect)));
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aServerErrorIsLeftToTheMeasurement() {
    assertThat(probe((i, exchange) -> answer(exchange, 500)))
        .isEqualTo(new ProbeResult.Reachable());
  }

  @Test
  void aStopEndsTheWaiting() {
    ProbeResult result =
        probe(
            (i, exchange) -> {
              stop.request();
              exchange.broken("ConnectException", "refused");
            });

    assertThat(result).isEqualTo(new ProbeResult.Interrupted());
  }

  private ProbeResult probe(Transport transport) {
    Transport counting =
        (index, exchange) -> {
          attempts.incrementAndGet();
          transport.send(index, exchange);
        };
    return new Probe(Runnable::run, counting, clock.runClock(), stop, seconds(30)).probe(URL);
  }

  private static void answer(Exchange exchange, int status) {
    exchange.head(new Head(status, null, false));
    exchange.bytes("words".getBytes(StandardCharsets.UTF_8), 1);
    exchange.end(2);
  }

  private static Duration seconds(int n) {
    return Duration.ofSeconds(n);
  }
}
