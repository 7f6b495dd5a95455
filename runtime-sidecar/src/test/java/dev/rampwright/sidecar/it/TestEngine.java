package dev.rampwright.sidecar.it;

import dev.rampwright.sidecar.translate.TokenCounting;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model server that answers inference calls as the test says, and remembers what it was asked.
 */
final class TestEngine implements AutoCloseable {
  /** What it was asked. */
  record Seen(String path, MultiMap headers, String body) {}

  /** How it answers one request whose body has arrived. */
  interface Behaviour {
    void answer(HttpServerRequest request, Buffer body);
  }

  /** What the sidecar asks it of itself. */
  private static final Set<String> APIS =
      Set.of(
          "/v1/messages",
          "/v1/messages/count_tokens",
          TokenCounting.INPUT_TOKENS.path(),
          TokenCounting.TOKENIZE.path());

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger abandoned = new AtomicInteger();
  private final HttpServer server;
  private volatile Behaviour behaviour = json(200, "{\"choices\":[]}");
  private volatile int healthStatus = 200;
  private volatile String build = "b1";
  private volatile int messages = 400;
  private volatile int counting = 400;
  private volatile @Nullable TokenCounting chatCounting;
  private volatile String silentAt = "";

  TestEngine() {
    this(0);
  }

  TestEngine(int port) {
    server =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::handle)
                .listen());
  }

  static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  static Behaviour json(int status, String json) {
    return (request, body) ->
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json")
            .end(json);
  }

  /** Streams the chunks one after the other, so many milliseconds apart. */
  Behaviour stream(long everyMillis, List<String> chunks) {
    return (request, body) -> {
      HttpServerResponse response = request.response();
      response.putHeader("Content-Type", "text/event-stream").setChunked(true);
      writeNext(response, everyMillis, chunks, 0);
    };
  }

  private void writeNext(
      HttpServerResponse response, long everyMillis, List<String> chunks, int i) {
    if (response.closed()) {
      return;
    }
    if (i == chunks.size()) {
      response.end();
      return;
    }
    response.write(chunks.get(i));
    vertx.setTimer(everyMillis, t -> writeNext(response, everyMillis, chunks, i + 1));
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  /** Another program answers at the same place. */
  void build(String name) {
    build = name;
  }

  /** How it answers who finds out whether it knows Anthropic's messages. */
  void messages(int status) {
    messages = status;
  }

  /**
   * How it answers who finds out how it counts.
   *
   * @param status to Anthropic's own call
   * @param call that it has instead
   */
  void counting(int status, @Nullable TokenCounting call) {
    counting = status;
    chatCounting = call;
  }

  /** It begins to answer there, and never goes on. */
  void fallSilentAt(String path) {
    silentAt = path;
  }

  void health(int status) {
    healthStatus = status;
  }

  int port() {
    return server.actualPort();
  }

  List<Seen> seen() {
    return seen;
  }

  /** Requests whose asker left before the end. */
  int abandoned() {
    return abandoned.get();
  }

  private void handle(HttpServerRequest request) {
    if (silentAt.equals(request.path())) {
      request.response().setChunked(true).write("{");
      return;
    }
    if ("/health".equals(request.path())) {
      request.response().setStatusCode(healthStatus).end();
      return;
    }
    if ("/props".equals(request.path()) && !request.headers().contains("x-request-id")) {
      request.response().end("{\"build_info\":\"" + build + "\"}");
      return;
    }
    if (APIS.contains(Objects.requireNonNull(request.path()))
        && !request.headers().contains("x-request-id")) {
      tellOfApis(request);
      return;
    }
    Handler<Void> left = gone -> abandoned.incrementAndGet();
    request.response().closeHandler(left);
    request
        .body()
        .onSuccess(
            body -> {
              seen.add(
                  new Seen(
                      Objects.requireNonNull(request.path()), request.headers(), body.toString()));
              behaviour.answer(request, body);
            });
  }

  private void tellOfApis(HttpServerRequest request) {
    String path = Objects.requireNonNull(request.path());
    int status =
        switch (path) {
          case "/v1/messages" -> messages;
          case "/v1/messages/count_tokens" -> counting;
          default -> chatCounting != null && path.equals(chatCounting.path()) ? 200 : 404;
        };
    request.response().setStatusCode(status).end("{\"input_tokens\":1,\"count\":1}");
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
