package dev.rampwright.bench.fakes;

import com.sun.net.httpserver.HttpExchange;
import dev.rampwright.bench.fakes.ChatServer.Served;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One answer under construction. */
public final class Answer {
  private final HttpExchange exchange;
  private final long received;
  private long first;
  private long last;

  Answer(HttpExchange exchange, long received) {
    this.exchange = exchange;
    this.received = received;
  }

  /** A whole answer of any status. */
  public void whole(int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** A header of the answer. */
  public Answer header(String name, String value) {
    exchange.getResponseHeaders().add(name, value);
    return this;
  }

  /** A complete streamed answer: role, tokens, usage, end. */
  public void stream(Duration untilFirst, Duration between, int tokens) throws IOException {
    begin();
    content(untilFirst, between, tokens);
    event("{\"choices\":[],\"usage\":{\"completion_tokens\":" + tokens + "}}");
    event("[DONE]");
  }

  /** A stream that ends after its content, without usage and terminal event. */
  public void truncated(Duration untilFirst, Duration between, int tokens) throws IOException {
    begin();
    content(untilFirst, between, tokens);
  }

  private void begin() throws IOException {
    exchange.getResponseHeaders().add("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
  }

  private void content(Duration untilFirst, Duration between, int tokens) throws IOException {
    long due = received + untilFirst.toNanos();
    for (int i = 0; i < tokens; i++) {
      waitUntil(due);
      last = System.nanoTime();
      first = i == 0 ? last : first;
      event("{\"choices\":[{\"delta\":{\"content\":\"w\u00f6rd \"}}]}");
      due += between.toNanos();
    }
  }

  private void event(String data) throws IOException {
    OutputStream body = exchange.getResponseBody();
    body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  /** Waits until a time of {@link System#nanoTime()}. */
  public static void waitUntil(long nanoTime) {
    for (long rest = nanoTime - System.nanoTime(); rest > 0; rest = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }

  Served served() {
    return new Served(received, first, last);
  }
}
