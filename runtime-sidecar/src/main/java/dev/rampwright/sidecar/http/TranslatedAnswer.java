package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.translate.AnswerTranslation;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that says in other words what another one says. Lives on the event loop. */
final class TranslatedAnswer implements HttpClientResponse {
  private final HttpClientResponse answer;
  private final AnswerTranslation translation;
  private final MultiMap headers;
  private Handler<Buffer> handler = ignored -> {};
  private Consumer<byte[]> overheard = ignored -> {};

  TranslatedAnswer(HttpClientResponse answer, AnswerTranslation translation) {
    this.answer = answer;
    this.translation = translation;
    this.headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    headers.set(HttpHeaders.CONTENT_TYPE, translation.contentType());
  }

  /** What it says in other words. */
  HttpClientResponse original() {
    return answer;
  }

  /** Gets what the other one says as it says it, before the translation may hold it back. */
  void overheardBy(Consumer<byte[]> listener) {
    overheard = listener;
  }

  @Override
  public HttpClientResponse handler(@Nullable Handler<Buffer> next) {
    handler = next == null ? ignored -> {} : next;
    answer.handler(next == null ? null : this::hear);
    return this;
  }

  private void hear(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    overheard.accept(bytes);
    give(translation.accept(bytes));
  }

  @Override
  public HttpClientResponse endHandler(@Nullable Handler<Void> next) {
    answer.endHandler(
        next == null
            ? null
            : ended -> {
              give(translation.end());
              next.handle(null);
            });
    return this;
  }

  private void give(byte[] bytes) {
    if (bytes.length > 0) {
      handler.handle(Buffer.buffer(bytes));
    }
  }

  @Override
  public Future<Buffer> body() {
    return answer
        .body()
        .map(
            all ->
                Buffer.buffer(translation.accept(all.getBytes())).appendBytes(translation.end()));
  }

  @Override
  public MultiMap headers() {
    return headers;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public @Nullable String getHeader(CharSequence name) {
    return headers.get(name);
  }

  @Override
  public HttpClientResponse exceptionHandler(@Nullable Handler<Throwable> next) {
    answer.exceptionHandler(next);
    return this;
  }

  @Override
  public HttpClientResponse pause() {
    answer.pause();
    return this;
  }

  @Override
  public HttpClientResponse resume() {
    answer.resume();
    return this;
  }

  @Override
  public HttpClientResponse fetch(long amount) {
    answer.fetch(amount);
    return this;
  }

  @Override
  public Future<Void> end() {
    return answer.end();
  }

  @Override
  public HttpClientRequest request() {
    return answer.request();
  }

  @Override
  public int statusCode() {
    return answer.statusCode();
  }

  @Override
  public String statusMessage() {
    return answer.statusMessage();
  }

  @Override
  public HttpVersion version() {
    return answer.version();
  }

  @Override
  public @Nullable String getTrailer(String name) {
    return answer.getTrailer(name);
  }

  @Override
  public MultiMap trailers() {
    return answer.trailers();
  }

  @Override
  public List<String> cookies() {
    return answer.cookies();
  }

  @Override
  public HttpClientResponse customFrameHandler(Handler<HttpFrame> next) {
    answer.customFrameHandler(next);
    return this;
  }

  @Override
  public HttpClientResponse streamPriorityHandler(Handler<StreamPriority> next) {
    answer.streamPriorityHandler(next);
    return this;
  }

  @Override
  public NetSocket netSocket() {
    return answer.netSocket();
  }
}
