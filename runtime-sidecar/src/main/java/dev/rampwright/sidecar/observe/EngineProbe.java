package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.translate.Counting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks the engine for its health twice a second, one question at a time, and remembers the answer.
 * Lives on the event loop.
 */
public final class EngineProbe {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** What llama-server says in the header Server. */
  private static final String LLAMA_SERVER = "llama.cpp";

  private final Vertx vertx;
  private final HttpClient client;
  private final LiveConfig config;
  private long timer = -1;
  private final Consumer<HttpConnection> used;
  private boolean asking;
  private boolean holdsThreads = true;
  private final HealthHistory history = new HealthHistory();
  private final EngineBuild build = new EngineBuild();
  private final EngineApis apis = new EngineApis();
  private Runnable whenUp = () -> {};

  /**
   * A probe.
   *
   * @param client whose connections requests use as well
   * @param used learns of each connection that something was asked on
   */
  public EngineProbe(
      Vertx vertx, HttpClient client, LiveConfig config, Consumer<HttpConnection> used) {
    this.vertx = vertx;
    this.used = used;
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

  /** Calls back each time it works after it did not, the first time included. */
  public void onUp(Runnable listener) {
    whenUp = listener;
  }

  public EngineHealth health() {
    return history.health();
  }

  /** Whether it has been healthy since this process began. */
  public boolean wasEverHealthy() {
    return history.wasEverHealthy();
  }

  /**
   * What it says of itself, digested; an empty text if it says nothing.
   *
   * @return empty before it could be asked
   */
  public Optional<String> build() {
    return build.digest();
  }

  /**
   * Whether it keeps a thread for each open connection, idle or not, as llama-server does; true
   * before it has said what it is.
   */
  public boolean holdsThreads() {
    return holdsThreads;
  }

  /** Whether it answers Anthropic's messages itself; true before it could be asked. */
  public boolean knowsMessages() {
    return apis.knowsMessages();
  }

  /** How it counts the tokens of messages; in their own words before it could be asked. */
  public Counting counting() {
    return apis.counting();
  }

  private void ask() {
    if (asking) {
      return;
    }
    asking = true;
    get(config.value().engine().healthPath())
        .compose(answer -> body(answer).<ProbeAnswer>map(body -> judge(answer)))
        .otherwise(EngineProbe::explain)
        .compose(answer -> learnBuild(answer).map(learnt -> answer))
        .compose(answer -> learnApis(answer).map(learnt -> answer))
        .onSuccess(
            answer -> {
              asking = false;
              history.learn(answer);
            });
  }

  /** Before the engine counts as healthy, so that what comes in then can be looked up. */
  private Future<Void> learnBuild(ProbeAnswer health) {
    if (health instanceof ProbeAnswer.Ill) {
      build.engineWentAway();
    }
    if (!(health instanceof ProbeAnswer.Well) || !build.isDue()) {
      return Future.succeededFuture();
    }
    return get(EngineBuild.PATH)
        .compose(
            answer ->
                body(answer).onSuccess(body -> build.told(answer.statusCode(), body.toString())))
        .onSuccess(told -> whenUp.run())
        .<Void>mapEmpty()
        // Asked again with the next health check.
        .otherwiseEmpty();
  }

  private Future<Void> learnApis(ProbeAnswer health) {
    if (health instanceof ProbeAnswer.Ill) {
      apis.engineWentAway();
    }
    // What is left over is asked with the next health check.
    return health instanceof ProbeAnswer.Well ? askOn().otherwiseEmpty() : Future.succeededFuture();
  }

  private Future<Void> askOn() {
    return apis.next().map(this::ask).orElseGet(() -> Future.succeededFuture());
  }

  private Future<Void> ask(EngineApis.Question question) {
    return request(HttpMethod.POST, question.path())
        .compose(
            request -> request.putHeader("Content-Type", "application/json").send(question.body()))
        .compose(answer -> learn(question, answer))
        .compose(told -> askOn());
  }

  private Future<Void> learn(EngineApis.Question question, HttpClientResponse answer) {
    int status = answer.statusCode();
    Future<Buffer> body = body(answer).otherwise(Buffer.buffer());
    if (question.needsOnlyTheHead()) {
      apis.told(question, status, new byte[0]);
      return body.mapEmpty();
    }
    return body.onSuccess(all -> apis.told(question, status, all.getBytes())).mapEmpty();
  }

  /** The whole of it. One that falls silent in the middle fails: nothing may be awaited forever. */
  private static Future<Buffer> body(HttpClientResponse answer) {
    return answer
        .body()
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> answer.request().reset());
  }

  private Future<HttpClientResponse> get(String path) {
    return request(HttpMethod.GET, path).compose(request -> request.send());
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    SidecarConfig.Engine engine = config.value().engine();
    return client
        .request(
            new RequestOptions()
                .setMethod(method)
                .setHost(engine.host())
                .setPort(engine.port())
                .setURI(path)
                .setTimeout(TIMEOUT.toMillis()))
        .onSuccess(request -> used.accept(request.connection()));
  }

  private ProbeAnswer judge(HttpClientResponse answer) {
    holdsThreads = LLAMA_SERVER.equals(answer.getHeader(HttpHeaders.SERVER));
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
