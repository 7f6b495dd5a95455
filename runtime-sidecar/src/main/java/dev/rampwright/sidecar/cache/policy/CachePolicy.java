package dev.rampwright.sidecar.cache.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Says which requests may be answered by replaying an earlier answer: chat and text completions
 * with an explicit temperature of 0 (engines default to others), one choice, no tools. Such an
 * answer is one valid sample; batching makes engines differ even then. Or, where that is
 * configured, whatever a client says it takes replays of.
 */
public final class CachePolicy {
  /** A longer request is not looked up, and a longer answer not kept. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Set<String> PATHS = Set.of("/v1/chat/completions", "/v1/completions");

  private final KeyDerivation keys;

  public CachePolicy(KeyDerivation keys) {
    this.keys = keys;
  }

  /** Whether requests of that path are looked up at all. */
  public static boolean knows(String path) {
    return PATHS.contains(path);
  }

  /** Decides for one request; of one whose path it does not know, nothing is said. */
  public Decision decide(CacheScope scope, Ask ask, Eligibility eligibility) {
    if (!knows(ask.path())) {
      return new Decision.Absent();
    }
    if (ask.query() || ask.body().length > MAX_BYTES) {
      return new Decision.Bypass();
    }
    return object(ask.body())
        .filter(body -> isEligible(body, ask.directives(), eligibility))
        .<Decision>map(
            json ->
                new Decision.Cacheable(
                    keys.derive(scope, ask, json),
                    ask.directives(),
                    json.path("stream").booleanValue()))
        .orElseGet(Decision.Bypass::new);
  }

  /** By what a namespace's generation is known. */
  public String scopeOf(Namespace namespace) {
    return keys.scope("namespace", namespace.text());
  }

  /** By what a model's generation is known, whoever serves it. */
  public String scopeOfModel(String model) {
    return keys.scope("model", model);
  }

  private static Optional<ObjectNode> object(byte[] body) {
    try {
      return CanonicalJson.parse(body) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isEligible(
      ObjectNode body, RequestDirectives directives, Eligibility eligibility) {
    return switch (eligibility) {
      case DETERMINISTIC -> isDeterministic(body);
      case OPTED_IN -> directives.optsIn();
    };
  }

  private static boolean isDeterministic(ObjectNode body) {
    JsonNode temperature = body.path("temperature");
    return temperature.isNumber()
        && temperature.decimalValue().signum() == 0
        && oneChoice(body.path("n"))
        && none(body.path("tools"))
        && none(body.path("functions"));
  }

  private static boolean oneChoice(JsonNode n) {
    return n.isMissingNode() || n.isNull() || (n.isInt() && n.intValue() == 1);
  }

  private static boolean none(JsonNode list) {
    return list.isMissingNode() || list.isNull() || (list.isArray() && list.isEmpty());
  }
}
