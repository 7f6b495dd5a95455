package dev.rampwright.sidecar.cache.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Says which requests may be answered by replaying an earlier answer: those of the {@link
 * ReplayableApi} with an explicit temperature of 0 (engines default to others), one choice, no
 * tools. Such an answer is one valid sample; batching makes engines differ even then. Or, where
 * that is configured, whatever a client says it takes replays of.
 */
public final class CachePolicy {
  /** A longer request is not looked up, and a longer answer not kept. */
  public static final int MAX_BYTES = 1 << 20;

  private final KeyDerivation keys;

  public CachePolicy(KeyDerivation keys) {
    this.keys = keys;
  }

  /** Whether requests of that path are looked up at all. */
  public static boolean knows(String path) {
    return ReplayableApi.of(path).isPresent();
  }

  /** Decides for one request; of one whose path it does not know, nothing is said. */
  public Decision decide(CacheScope scope, Ask ask, Eligibility eligibility) {
    return ReplayableApi.of(ask.path())
        .map(api -> decide(scope, ask, eligibility, api))
        .orElseGet(Decision.Absent::new);
  }

  private Decision decide(CacheScope scope, Ask ask, Eligibility eligibility, ReplayableApi api) {
    if (ask.query() || ask.body().length > MAX_BYTES) {
      return new Decision.Bypass();
    }
    return object(ask.body())
        .filter(body -> isEligible(api, body, ask.directives(), eligibility))
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
      ReplayableApi api, ObjectNode body, RequestDirectives directives, Eligibility eligibility) {
    return api.isSelfContained(body)
        && switch (eligibility) {
          case DETERMINISTIC -> api.isDeterministic(body);
          case OPTED_IN -> directives.optsIn();
        };
  }
}
