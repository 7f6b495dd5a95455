package dev.rampwright.bench.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-compatible server on loopback that notes when it received and sent what. */
public final class ChatServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Served> served = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  private ChatServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts one that answers like {@code behaviour}. A probe, which asks for one token, is always
   * answered like that too but leaves no note. Any GET is answered with 200: it is healthy.
   */
  public static ChatServer start(Behaviour behaviour) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
      ChatServer server = new ChatServer(http);
      http.setExecutor(server.threads);
      http.createContext("/", exchange -> server.handle(exchange, behaviour));
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange, Behaviour behaviour) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      isHealthy(exchange);
      return;
    }
    if (!exchange.getRequestURI().getPath().equals("/v1/chat/completions")) {
      knowsNothingElse(exchange);
      return;
    }
    long received = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    boolean probe = body.contains("\"max_tokens\":1,");
    if (!probe) {
      bodies.add(body);
    }
    try (exchange) {
      Answer answer = new Answer(exchange, received);
      behaviour.answer(answer, probe ? -1 : asked.getAndIncrement());
      if (!probe) {
        served.add(answer.served());
      }
    }
  }

  private static void isHealthy(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** A sidecar asks which APIs there are. */
  private static void knowsNothingElse(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The answers given so far, without probes. */
  public List<Served> served() {
    return List.copyOf(served);
  }

  /** The requests received so far, without probes. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** What each request, probes included, had as Authorization; {@code null} as text for none. */
  public List<String> credentials() {
    return List.copyOf(credentials);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** How a server answers its n-th request, from 0; a probe is number -1. */
  public interface Behaviour {
    void answer(Answer answer, int n) throws IOException;
  }

  /** When the server received a request, and sent the first and the last content, in nanoTime. */
  public record Served(long received, long first, long last) {}
}
