package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.log.Log;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One line for each request that ended, while that is asked for; no content, no credential. */
public final class AccessLog implements ExchangeEvents {
  private static final String MESSAGE = "request";

  private final Log log;
  private final BooleanSupplier on;

  /**
   * Logs there.
   *
   * @param on asked at each request's end
   */
  public AccessLog(Log log, BooleanSupplier on) {
    this.log = log;
    this.on = on;
  }

  @Override
  public void ended(FinishedRequest request) {
    if (on.getAsBoolean()) {
      log.record(MESSAGE, () -> line(request));
    }
  }

  private static Map<String, Object> line(FinishedRequest request) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("requestId", request.id());
    if (!request.tenant().equals(Tenant.ANONYMOUS)) {
      line.put("tenant", request.tenant().name());
    }
    line.put("method", request.method());
    line.put("route", request.route());
    line.put("status", request.outcome().status());
    line.put("role", request.role().label());
    line.put("cache", request.cache().word());
    request.latencies().ttft().ifPresent(ttft -> line.put("ttftMs", millis(ttft)));
    line.put("totalMs", millis(request.latencies().e2e()));
    line.put("bytes", request.bytes());
    request.tokens().input().ifPresent(tokens -> line.put("inputTokens", tokens));
    request.tokens().output().ifPresent(tokens -> line.put("outputTokens", tokens));
    request.traceId().ifPresent(id -> line.put("traceId", id));
    return line;
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e4) / 1e2;
  }
}
