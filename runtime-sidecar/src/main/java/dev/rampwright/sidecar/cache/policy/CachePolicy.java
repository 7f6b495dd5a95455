package dev.rampwright.sidecar.cache.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Says which requests may be answered by replaying an earlier answer: those of the {@link
 * ReplayableApi} with an explicit temperature of 0 (engines default to others), one choice, no
 * tools. Such an answer is one valid sample; batching makes engines differ even then. Or, where
 * that is configured, whatever a client says it takes replays of. Token IDs and counts follow from
 * what is asked, so that all of them may be replayed. Lives on the event loop.
 */
public final class CachePolicy {
  /** A longer request is not looked up, and a longer answer not kept. */
  public static final int MAX_BYTES = 1 << 20;

  private final KeyDerivation keys;
  private final DecisionMemo memo = new DecisionMemo(new SecureRandom().nextLong());

  public CachePolicy(KeyDerivation keys) {
    this.keys = keys;
  }

  /** Decides for one request; of one whose path it does not know, nothing is said. */
  public Decision decide(CacheScope scope, Ask ask, Eligibility eligibility) {
    return memo.decide(
        scope,
        ask,
        eligibility,
        () ->
            Layer.of(ask.path())
                .map(layer -> decide(layer, scope, ask, eligibility))
                .orElseGet(Decision.Absent::new));
  }

  private Decision decide(Layer layer, CacheScope scope, Ask ask, Eligibility eligibility) {
    if (ask.query() || ask.body().length > MAX_BYTES) {
      return new Decision.Bypass();
    }
    return object(ask.body())
        .filter(body -> isEligible(ask, body, eligibility))
        .<Decision>map(
            json ->
                new Decision.Cacheable(
                    keys.derive(layer, scope, ask, json),
                    ask.directives(),
                    json.path("stream").booleanValue()))
        .orElseGet(Decision.Bypass::new);
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

  /** Whatever is asked of tokens may be replayed. */
  private static boolean isEligible(Ask ask, ObjectNode body, Eligibility eligibility) {
    return ReplayableApi.of(ask.path())
        .map(
            api ->
                api.isSelfContained(body)
                    && switch (eligibility) {
                      case DETERMINISTIC -> api.isDeterministic(body);
                      case OPTED_IN -> ask.directives().optsIn();
                    })
        .orElse(true);
  }
}
