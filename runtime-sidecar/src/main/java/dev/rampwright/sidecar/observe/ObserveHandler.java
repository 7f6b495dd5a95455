package dev.rampwright.sidecar.observe;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.sidecar.pool.EnginePool;
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

  /** Above this share of the pool a load balancer had better choose another pod. */
  private static final double CROWDED = 0.9;

  private final EngineProbe engine;
  private final EnginePool pool;
  private final BooleanSupplier draining;
  private final SidecarMetrics metrics;

  public ObserveHandler(
      EngineProbe engine, EnginePool pool, BooleanSupplier draining, SidecarMetrics metrics) {
    this.engine = engine;
    this.pool = pool;
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
      case "/health/pool" -> pool(request);
      case "/metrics" -> metrics(request);
      default ->
          answer(
              request,
              404,
              "served here: /health/live, /health/ready, /health/engine, /health/pool, /metrics");
    }
  }

  private void engine(HttpServerRequest request) {
    switch (engine.health()) {
      case EngineHealth.Healthy healthy -> health(request, true, "the engine is healthy");
      case EngineHealth.Unhealthy(String reason) ->
          health(request, false, "the engine is not healthy: " + reason);
    }
  }

  /** Not a part of readiness: a full pod taken away would bury its peers under its load. */
  private void pool(HttpServerRequest request) {
    health(
        request,
        pool.usedRatio() <= CROWDED,
        "%d requests in the engine, %d waiting: %d%% of the pool"
            .formatted(pool.inSlots(), pool.waiting(), Math.round(pool.usedRatio() * 100)));
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
