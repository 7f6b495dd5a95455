package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.config.LiveConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Asks the engine for its health twice a second, one question at a time, and remembers the answer.
 * Lives on the event loop.
 */
public final class EngineProbe {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final HttpClient client;
  private final LiveConfig config;
  private long timer = -1;
  private boolean asking;
  private final HealthHistory history = new HealthHistory();

  public EngineProbe(Vertx vertx, HttpClient client, LiveConfig config) {
    this.vertx = vertx;
    this.client = client;
    this.config = config;
  }

  /** Begins; the first question leaves at once. */
  public void start() {
    ask();
    timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> ask());
  }

  public void stop() {
    vertx.cancelTimer(timer);
  }

  public EngineHealth health() {
    return history.health();
  }

  /** Whether it has been healthy since this process began. */
  public boolean wasEverHealthy() {
    return history.wasEverHealthy();
  }

  private void ask() {
    if (asking) {
      return;
    }
    asking = true;
    SidecarConfig.Engine engine = config.value().engine();
    RequestOptions question =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(engine.host())
            .setPort(engine.port())
            .setURI(engine.healthPath())
            .setTimeout(TIMEOUT.toMillis());
    client
        .request(question)
        .compose(request -> request.send())
        .compose(answer -> answer.body().<ProbeAnswer>map(body -> judge(answer)))
        .otherwise(EngineProbe::explain)
        .onSuccess(
            answer -> {
              asking = false;
              history.learn(answer);
            });
  }

  private static ProbeAnswer judge(HttpClientResponse answer) {
    return answer.statusCode() == 200
        ? new ProbeAnswer.Well()
        : new ProbeAnswer.Ill("it answers its health check with " + answer.statusCode());
  }

  private static ProbeAnswer explain(Throwable cause) {
    return cause instanceof TimeoutException
        ? new ProbeAnswer.Silent()
        : new ProbeAnswer.Ill(String.valueOf(cause.getMessage()));
  }
}
