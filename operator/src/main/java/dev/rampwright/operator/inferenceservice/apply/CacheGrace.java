package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.ramp.Preparing;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Starting;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first pods of a revision wait a moment for their TokenCache's Secret. A sidecar reads
 * the cache's key once, at its start, and pods that start without it share no entries with the
 * others; whoever applies service and cache together should not have to order the two.
 */
final class CacheGrace {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private CacheGrace() {}

  static boolean holds(Gathered seen, RampState state, Revision revision) {
    @Nullable String cache = revision.spec().tokenCache();
    if (cache == null || seen.cachesWithSecret().contains(cache)) {
      return false;
    }
    String deployment = seen.identity().revisionName(revision.hash());
    return seen.objects().find(Deployment.class, deployment) == null
        && since(state).filter(it -> seen.now().isBefore(it.plus(PATIENCE))).isPresent();
  }

  private static Optional<Instant> since(RampState state) {
    if (state instanceof Starting it) {
      return Optional.of(it.since());
    }
    return state instanceof Preparing it ? Optional.of(it.since()) : Optional.empty();
  }
}
