package dev.rampwright.sidecar.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.http.JsonReply;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.observe.SlotTally;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.SlotEvents.Use;
import dev.rampwright.sidecar.slots.SlotFigures;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@link AdminPaths#CACHE_SLOTS}: what people do with the slots of an agent. Whoever calls has been
 * authorized.
 */
public final class SlotCalls implements Handler<HttpServerRequest> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_BODY_BYTES = 4_096;
  private static final Pattern CALL =
      Pattern.compile(Pattern.quote(AdminPaths.CACHE_SLOTS) + "([^/]{1,512})/(save|erase)");

  private final KvSlots slots;
  private final SlotTally tally;
  private final Log log;

  public SlotCalls(KvSlots slots, SlotTally tally, Log log) {
    this.slots = slots;
    this.tally = tally;
    this.log = log;
  }

  static boolean serves(@Nullable String path) {
    return path != null && path.startsWith(AdminPaths.CACHE_SLOTS);
  }

  @Override
  public void handle(HttpServerRequest request) {
    Matcher call = CALL.matcher(String.valueOf(request.path()));
    if (!request.method().name().equals("POST") || !call.matches()) {
      answer(
          request,
          404,
          "served here: POST %s<agent>/save and /erase; - stands for no agent"
              .formatted(AdminPaths.CACHE_SLOTS));
    } else if (!slots.isOn()) {
      answer(request, 409, "kvSlots is not enabled, or the engine's slots cannot be saved");
    } else {
      String named = URLDecoder.decode(call.group(1), StandardCharsets.UTF_8);
      String agent = named.equals("-") ? "" : named;
      SmallBody.read(
          request,
          MAX_BODY_BYTES,
          body -> act(request, call.group(2), new SlotOwner(tenant(body), agent)));
    }
  }

  /** Without a name it is everybody, where clients are not asked who they are. */
  private static Tenant tenant(String body) {
    try {
      JsonNode asked = JSON.readTree(body);
      return new Tenant(asked.path("tenant").asText(""));
    } catch (IOException e) {
      return Tenant.ANONYMOUS;
    }
  }

  private void act(HttpServerRequest request, String action, SlotOwner owner) {
    Future<Integer> done = action.equals("save") ? slots.save(owner) : slots.erase(owner);
    log.info("slots of an agent: " + action);
    done.onSuccess(
            count ->
                JsonReply.send(
                    request, 200, JSON.createObjectNode().put(action + "d", count).toString()))
        .onFailure(cause -> answer(request, 502, String.valueOf(cause.getMessage())));
  }

  /** A tenant's entries were invalidated; empty: none. */
  void forget(String tenant) {
    if (slots.isOn() && !tenant.isEmpty()) {
      slots.erase(new Tenant(tenant));
    }
  }

  void writeStats(ObjectNode stats) {
    SlotFigures now = slots.figures();
    stats.put("on", slots.isOn());
    stats.put("slots", now.slots()).put("held", now.held()).put("waiting", now.waiting());
    stats.put("restoring", now.restoring());
    ObjectNode found = stats.putObject("found");
    for (Use use : Use.values()) {
      found.put(use.name().toLowerCase(Locale.ROOT), tally.found(use));
    }
    stats.put("saved", tally.saved()).put("restored", tally.restored());
    stats.putObject("volume").put("files", now.saved()).put("bytes", now.savedBytes());
    ObjectNode failures = stats.putObject("failures");
    for (Failure failure : Failure.values()) {
      failures.put(failure.name().toLowerCase(Locale.ROOT), tally.failures(failure));
    }
  }

  private static void answer(HttpServerRequest request, int status, String message) {
    JsonReply.send(request, status, JSON.createObjectNode().put("message", message).toString());
  }
}
