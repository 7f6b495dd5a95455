package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Layer;

/**
 * Looks of the sidecar's own, for which no client waits: they count as neither hit nor miss, but a
 * damaged entry and a failure are told.
 */
record UnaskedLookups(CacheEvents events) implements CacheEvents {
  @Override
  public void lookedUp(Layer layer, String level, Result result) {
    switch (result) {
      case CORRUPT, ERROR, SKIPPED -> events.lookedUp(layer, level, result);
      case HIT, MISS -> {}
    }
  }

  @Override
  public void bypassed(Layer layer) {}

  @Override
  public void redisFailed(String what) {
    events.redisFailed(what);
  }
}
