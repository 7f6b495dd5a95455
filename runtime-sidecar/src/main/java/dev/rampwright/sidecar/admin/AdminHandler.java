package dev.rampwright.sidecar.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.drain.DrainHandler;
import dev.rampwright.sidecar.http.JsonReply;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.split.Acceptance;
import dev.rampwright.sidecar.split.Traffic;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * The operator's calls. Only the operator can connect; the admin token besides keeps whoever has
 * only got hold of its certificate from every service whose Secrets he cannot read.
 */
public final class AdminHandler implements Handler<HttpServerRequest> {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final AdminToken token;
  private final Traffic traffic;
  private final LiveConfig config;
  private final Drain drain;
  private final StatsReport stats;
  private final CacheHandler cache;
  private final Log log;

  public AdminHandler(
      AdminToken token,
      Traffic traffic,
      LiveConfig config,
      Drain drain,
      StatsReport stats,
      CacheHandler cache,
      Log log) {
    this.token = token;
    this.traffic = traffic;
    this.config = config;
    this.drain = drain;
    this.stats = stats;
    this.cache = cache;
    this.log = log;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (CacheHandler.serves(request.path())) {
      cache.handle(request);
      return;
    }
    if (!token.authorizes(request.getHeader("Authorization"))) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      refuse(request, 401, "this port needs the admin token: Authorization: Bearer <token>");
      return;
    }
    switch (request.method().name() + " " + request.path()) {
      case "GET " + AdminPaths.STATS -> answerStats(request);
      case "PUT " + AdminPaths.TRAFFIC -> read(request, body -> putTraffic(request, body));
      case "PUT " + AdminPaths.CONFIG -> read(request, body -> putConfig(request, body));
      case "POST " + AdminPaths.DRAIN ->
          drain
              .begin()
              .onSuccess(result -> JsonReply.send(request, 200, DrainHandler.json(result)));
      default ->
          refuse(
              request,
              404,
              "served here: GET %s, PUT %s, PUT %s, POST %s"
                  .formatted(
                      AdminPaths.STATS, AdminPaths.TRAFFIC, AdminPaths.CONFIG, AdminPaths.DRAIN));
    }
  }

  private void putTraffic(HttpServerRequest request, String body) {
    long before = traffic.epoch();
    switch (traffic.accept(ContractJson.read(body, TrafficWeights.class))) {
      case Acceptance.Accepted accepted -> {
        if (traffic.epoch() != before) {
          log.info(
              "epoch %d in force: %d basis points to the candidate"
                  .formatted(traffic.epoch(), traffic.candidateWeightBasisPoints()));
        }
        answerStats(request);
      }
      case Acceptance.Stale(String message) -> refuse(request, 409, message);
      case Acceptance.Rejected(String message) -> refuse(request, 400, message);
    }
  }

  private void putConfig(HttpServerRequest request, String body) {
    String before = config.digest();
    config.replace(body);
    if (!config.digest().equals(before)) {
      log.info("another configuration is in force");
    }
    answerStats(request);
  }

  private void answerStats(HttpServerRequest request) {
    JsonReply.send(request, 200, ContractJson.write(stats.now()));
  }

  private static void read(HttpServerRequest request, Consumer<String> then) {
    SmallBody.read(
        request,
        MAX_BODY_BYTES,
        body -> {
          try {
            then.accept(body);
          } catch (InvalidContractException e) {
            refuse(request, 400, String.valueOf(e.getMessage()));
          }
        });
  }

  private static void refuse(HttpServerRequest request, int status, String message) {
    JsonReply.send(request, status, MAPPER.createObjectNode().put("message", message).toString());
  }
}
