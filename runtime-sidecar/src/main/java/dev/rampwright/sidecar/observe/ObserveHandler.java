package dev.rampwright.sidecar.observe;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** The kubelet's probes and Prometheus' page. */
public final class ObserveHandler implements Handler<HttpServerRequest> {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final EngineProbe engine;
  private final BooleanSupplier draining;
  private final SidecarMetrics metrics;

  public ObserveHandler(EngineProbe engine, BooleanSupplier draining, SidecarMetrics metrics) {
    this.engine = engine;
    this.draining = draining;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/health/live" -> health(request, true, "alive");
      case "/health/ready" -> {
        if (draining.getAsBoolean()) {
          health(request, false, "draining");
        } else {
          engine(request);
        }
      }
      case "/health/engine" -> engine(request);
      case "/metrics" -> metrics(request);
      default ->
          answer(
              request, 404, "served here: /health/live, /health/ready, /health/engine, /metrics");
    }
  }

  private void engine(HttpServerRequest request) {
    switch (engine.health()) {
      case EngineHealth.Healthy healthy -> health(request, true, "the engine is healthy");
      case EngineHealth.Unhealthy(String reason) ->
          health(request, false, "the engine is not healthy: " + reason);
    }
  }

  private static void health(HttpServerRequest request, boolean well, String message) {
    answer(request, well ? 200 : 503, message);
  }

  private static void answer(HttpServerRequest request, int status, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(MAPPER.createObjectNode().put("message", message).toString());
  }

  private void metrics(HttpServerRequest request) {
    String type = TextFormat.chooseContentType(request.getHeader("Accept"));
    StringWriter page = new StringWriter();
    try {
      TextFormat.writeFormat(type, page, metrics.registry().metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    request.response().putHeader("Content-Type", type).end(page.toString());
  }
}
