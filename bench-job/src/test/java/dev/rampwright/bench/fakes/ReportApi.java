package dev.rampwright.bench.fakes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** The part of a Kubernetes API server that takes a report, on loopback. */
public final class ReportApi implements AutoCloseable {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpServer server;
  private final String scheme;
  private final List<BenchReport> reports = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private ReportApi(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  public static ReportApi start() {
    try {
      return start(HttpServer.create(ANY_PORT, 16), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with a certificate for 127.0.0.1. */
  public static ReportApi start(SSLContext certificate) {
    try {
      HttpsServer https = HttpsServer.create(ANY_PORT, 16);
      https.setHttpsConfigurator(new HttpsConfigurator(certificate));
      return start(https, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReportApi start(HttpServer server, String scheme) {
    ReportApi api = new ReportApi(server, scheme);
    server.createContext("/", api::handle);
    server.start();
    return api;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("content-type"),
              exchange.getRequestHeaders().getFirst("authorization")));
      if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      String json = new JsonMapper().readTree(body).path("data").path("report.json").asText();
      reports.add(ContractJson.read(json, BenchReport.class));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** The next requests are answered 500. */
  public void failNext(int requests) {
    failures.set(requests);
  }

  public String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<BenchReport> reports() {
    return List.copyOf(reports);
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** A request as it came. */
  public record Call(String method, String path, String contentType, String authorization) {}
}
