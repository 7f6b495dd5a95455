package dev.rampwright.sidecar.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.http.JsonReply;
import dev.rampwright.sidecar.http.Prewarming;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.observe.CacheTally;
import dev.rampwright.sidecar.observe.LayerTally;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of the cache: {@link AdminPaths#CACHE_STATS}, {@link AdminPaths#CACHE_CONFIG},
 * {@link AdminPaths#CACHE_INVALIDATE} and {@link AdminPaths#CACHE_PREWARM}, each with the admin
 * token.
 */
public final class CacheHandler implements Handler<HttpServerRequest> {
  private static final int MAX_BODY_BYTES = 4_096;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final AdminToken token;
  private final ResponseCache cache;
  private final CacheTally tally;
  private final SlotCalls slots;
  private final Prewarming prewarming;
  private final LiveConfig config;
  private final Log log;

  public CacheHandler(
      AdminToken token,
      ResponseCache cache,
      CacheTally tally,
      SlotCalls slots,
      Prewarming prewarming,
      LiveConfig config,
      Log log) {
    this.token = token;
    this.cache = cache;
    this.tally = tally;
    this.slots = slots;
    this.prewarming = prewarming;
    this.config = config;
    this.log = log;
  }

  /** Whether a path is one of the cache's. */
  static boolean serves(@Nullable String path) {
    return path != null && path.startsWith("/cache/");
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!token.authorizes(request.getHeader("Authorization"))) {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      refuse(request, 401, "this call needs the admin token: Authorization: Bearer <token>");
      return;
    }
    if (SlotCalls.serves(request.path())) {
      slots.handle(request);
      return;
    }
    switch (request.method().name() + " " + request.path()) {
      case "GET " + AdminPaths.CACHE_STATS -> JsonReply.send(request, 200, stats().toString());
      case "GET " + AdminPaths.CACHE_CONFIG -> JsonReply.send(request, 200, settings());
      case "POST " + AdminPaths.CACHE_INVALIDATE -> readAndInvalidate(request);
      case "PUT " + AdminPaths.CACHE_PREWARM -> new PrewarmCalls(prewarming).handle(request);
      default ->
          refuse(
              request,
              404,
              "served here: GET %s, GET %s, POST %s, PUT %s"
                  .formatted(
                      AdminPaths.CACHE_STATS,
                      AdminPaths.CACHE_CONFIG,
                      AdminPaths.CACHE_INVALIDATE,
                      AdminPaths.CACHE_PREWARM));
    }
  }

  private ObjectNode stats() {
    ObjectNode stats = MAPPER.createObjectNode();
    stats.put("on", cache.decisions().isOn());
    layer(stats, Layer.RESPONSES);
    stats
        .withObject("/redis")
        .put("inUse", cache.figures().usesSecondLevel())
        .put("errors", tally.redisErrors())
        .put("corrupt", tally.corrupt())
        .put("breakerOpen", cache.figures().isBreakerOpen());
    stats.put("invalidated", cache.figures().invalidated());
    layer(stats.putObject("tokens"), Layer.TOKENS);
    slots.writeStats(stats.putObject("kvSlots"));
    prewarming.progress().ifPresent(progress -> stats.set("prewarm", MAPPER.valueToTree(progress)));
    return stats;
  }

  private void layer(ObjectNode stats, Layer layer) {
    LayerTally counted = tally.of(layer);
    stats
        .putObject("memory")
        .put("hits", counted.memoryHits())
        .put("entries", cache.figures().memoryEntries(layer))
        .put("bytes", cache.figures().memoryBytes(layer));
    stats.putObject("redis").put("hits", counted.redisHits());
    stats
        .put("collapsed", counted.collapsed())
        .put("misses", counted.misses())
        .put("bypassed", counted.bypasses());
  }

  /** It holds addresses and switches; secrets are files of their own. */
  private String settings() {
    CacheConfig settings = config.value().cache();
    return settings == null ? "{}" : ContractJson.write(settings);
  }

  private void readAndInvalidate(HttpServerRequest request) {
    SmallBody.read(request, MAX_BODY_BYTES, body -> invalidate(request, body));
  }

  private void invalidate(HttpServerRequest request, String body) {
    JsonNode asked = parse(body);
    String tenant = asked.path("tenant").asText("");
    String model = asked.path("model").asText("");
    if (asked.size() != 1 || tenant.isEmpty() == model.isEmpty()) {
      refuse(request, 400, "write either {\"tenant\": \"<name>\"} or {\"model\": \"<name>\"}");
      return;
    }
    log.info("entries of a " + (model.isEmpty() ? "tenant" : "model") + " are invalidated");
    slots.forget(tenant);
    (model.isEmpty()
            ? cache.invalidations().ofTenant(new Tenant(tenant))
            : cache.invalidations().ofModel(model))
        .onSuccess(
            shared ->
                JsonReply.send(
                    request,
                    200,
                    MAPPER.createObjectNode().put("invalidated", true).put("shared", shared) + ""));
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  private static void refuse(HttpServerRequest request, int status, String message) {
    JsonReply.send(request, status, MAPPER.createObjectNode().put("message", message).toString());
  }
}
