package dev.rampwright.bench.fakes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of a Kubernetes API server that takes a report, plain HTTP on loopback. */
public final class ReportApi implements AutoCloseable {
  private final HttpServer server;
  private final List<BenchReport> reports = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private ReportApi(HttpServer server) {
    this.server = server;
  }

  public static ReportApi start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      ReportApi api = new ReportApi(http);
      http.createContext("/", api::handle);
      http.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return "http://127.0.0.1:" + server.getAddress().getPort();
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
