package dev.rampwright.sidecar.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.sidecar.cache.CacheDecisions;
import dev.rampwright.sidecar.cache.Hit;
import dev.rampwright.sidecar.cache.Lookups;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Decision;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the token IDs of many texts at once, of those that are remembered. Each is looked up as if
 * its tenant and agent had posted it to {@code /tokenize} with the batch's own headers.
 */
final class TokenBatch {
  static final int MAX_REQUESTS = 256;

  private static final String PATH = "/tokenize";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final CacheDecisions decisions;
  private final Lookups lookups;

  TokenBatch(CacheDecisions decisions, Lookups lookups) {
    this.decisions = decisions;
    this.lookups = lookups;
  }

  void serve(Exchange exchange) {
    JsonNode requests = requests(exchange.body());
    if (requests.isEmpty() || requests.size() > MAX_REQUESTS) {
      exchange.refuse(Problem.notABatch(MAX_REQUESTS));
      return;
    }
    List<Optional<CacheKey>> keys = new ArrayList<>();
    requests.forEach(request -> keys.add(key(exchange, request)));
    lookups
        .nearAndFar(
            keys.stream().flatMap(Optional::stream).collect(Collectors.toCollection(HashSet::new)))
        .onSuccess(found -> answer(exchange, keys, found));
  }

  private static JsonNode requests(Buffer body) {
    try {
      @Nullable JsonNode batch = MAPPER.readTree(body.getBytes());
      JsonNode requests = (batch == null ? MAPPER.missingNode() : batch).path("requests");
      return requests.isArray() ? requests : MAPPER.missingNode();
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }

  private Optional<CacheKey> key(Exchange exchange, JsonNode request) {
    try {
      byte[] body = MAPPER.writeValueAsBytes(request);
      return decisions.decide(LocalPath.ask(exchange, PATH, body))
                  instanceof Decision.Cacheable cacheable
              && cacheable.directives().mayReplay()
          ? Optional.of(cacheable.key())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("what was read can be written", e);
    }
  }

  private static void answer(
      Exchange exchange, List<Optional<CacheKey>> keys, Map<CacheKey, Hit> found) {
    if (exchange.hasEnded()) {
      return;
    }
    Buffer body = Buffer.buffer("{\"results\":[");
    for (int i = 0; i < keys.size(); i++) {
      body.appendString(i == 0 ? "" : ",");
      Optional<Hit> hit = keys.get(i).map(found::get);
      hit.ifPresentOrElse(
          it -> body.appendBytes(it.answer().body()), () -> body.appendString("null"));
    }
    exchange.response().putHeader("Content-Type", "application/json");
    exchange.head(200);
    exchange.finish(body.appendString("]}"), new Outcome.Replayed(200));
  }
}
