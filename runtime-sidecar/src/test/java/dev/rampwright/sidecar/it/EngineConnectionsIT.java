package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which connections to the engine are kept, and what happens on one that had died. */
class EngineConnectionsIT {
  private static final String UVICORN = "uvicorn";
  private static final String LLAMA_SERVER = "llama.cpp";
  private static final int MANY = 8;

  private final Path folder;
  private AutoCloseable engine = () -> {};
  private AutoCloseable sidecar = () -> {};

  EngineConnectionsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() throws Exception {
    sidecar.close();
    engine.close();
  }

  @Test
  void usesAConnectionAgain() {
    SocketEngine engine = engine(UVICORN, turn -> true);
    TestSidecar sidecar = inFrontOf(engine);

    IntStream.range(0, 5).forEach(n -> assertThat(sidecar.chat("{}").statusCode()).isEqualTo(200));

    assertThat(engine.askedAgain()).isPositive();
    assertThat(engine.askedForTheLastTime()).isZero();
  }

  @Test
  void asksAgainWhereAKeptConnectionWasClosed() {
    SocketEngine engine = engine(UVICORN, turn -> turn == 1);
    TestSidecar sidecar = inFrontOf(engine);

    List<Integer> statuses =
        IntStream.range(0, 5).mapToObj(n -> sidecar.chat("{}").statusCode()).toList();

    assertThat(statuses).containsOnly(200);
    assertThat(engine.asked()).isGreaterThan(5);
  }

  @Test
  void asksAgainWhereAHealthCheckHadUsedTheConnection() {
    SocketEngine engine = engine(UVICORN, turn -> turn == 1);
    engine.closeAfterChecks();
    TestSidecar sidecar = inFrontOf(engine);

    List<Integer> statuses =
        IntStream.range(0, 5).mapToObj(n -> sidecar.chat("{}").statusCode()).toList();

    assertThat(statuses).containsOnly(200);
  }

  @Test
  void doesNotAskTwiceWhatTheEngineWorkedOn() {
    SocketEngine engine =
        engine(
            UVICORN,
            turn -> {
              if (turn > 1) {
                Thread.sleep(600);
              }
              return turn == 1;
            });
    TestSidecar sidecar = inFrontOf(engine);

    assertThat(sidecar.chat("{}").statusCode()).isEqualTo(200);
    assertThat(sidecar.chat("{}").statusCode()).isEqualTo(502);
    assertThat(engine.asked()).isEqualTo(2);
  }

  @Test
  void keepsAllThatWereNeededAtOnce() {
    SocketEngine engine = engine(UVICORN, new Together());
    TestSidecar sidecar = inFrontOf(engine);

    askAtOnce(sidecar);

    assertThat(engine.askedForTheLastTime()).isZero();
    // Idle ones are closed; the health checks may go on using one of them.
    await().until(() -> engine.open() <= 1);
  }

  @Test
  void keepsFewWhereEachHoldsAThread() {
    SocketEngine engine = engine(LLAMA_SERVER, new Together());
    TestSidecar sidecar = inFrontOf(engine);

    askAtOnce(sidecar);

    assertThat(engine.askedForTheLastTime()).isGreaterThanOrEqualTo(MANY - 4);
  }

  private SocketEngine engine(String server, SocketEngine.Behaviour behaviour) {
    SocketEngine started = new SocketEngine(server, behaviour);
    engine = started;
    return started;
  }

  private TestSidecar inFrontOf(SocketEngine at) {
    TestSidecar started =
        TestSidecar.start(folder, TestSidecar.config("aaaaaaaa", at.port(), null));
    sidecar = started;
    return started;
  }

  private static void askAtOnce(TestSidecar sidecar) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, MANY).mapToObj(n -> chat(sidecar, "{\"n\":" + n + "}")).toList();
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  private static CompletableFuture<HttpResponse<String>> chat(TestSidecar sidecar, String json) {
    HttpRequest request =
        sidecar.serve("/v1/chat/completions").POST(BodyPublishers.ofString(json)).build();
    return sidecar.client().sendAsync(request, BodyHandlers.ofString());
  }

  /** Answers none before all have asked. */
  private static final class Together implements SocketEngine.Behaviour {
    private final CountDownLatch all = new CountDownLatch(MANY);

    @Override
    public boolean answers(int turn) throws InterruptedException {
      all.countDown();
      all.await();
      return true;
    }
  }
}
