package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Ask;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import dev.rampwright.sidecar.cache.policy.CacheScope;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.Engine;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.cache.policy.Namespace;
import java.util.Optional;
import java.util.function.Supplier;

/** Says how the cache takes part in each request. Lives on the event loop. */
public final class CacheDecisions {
  private final Supplier<CacheSettings> settings;
  private final Invalidations invalidations;
  private final Supplier<Optional<String>> build;
  private final CacheEvents events;
  private CachePolicy policy;

  CacheDecisions(
      CachePolicy policy,
      Supplier<CacheSettings> settings,
      Invalidations invalidations,
      Supplier<Optional<String>> build,
      CacheEvents events) {
    this.policy = policy;
    this.settings = settings;
    this.invalidations = invalidations;
    this.build = build;
    this.events = events;
  }

  void use(CachePolicy other) {
    policy = other;
  }

  /** Whether anything is replayed at all. */
  public boolean isOn() {
    return settings.get().isOn();
  }

  /** Decides for one request. */
  public Decision decide(Ask ask) {
    CacheSettings now = settings.get();
    Optional<Layer> layer = Layer.of(ask.path()).filter(it -> now.of(it).isOn());
    if (layer.isEmpty()) {
      return new Decision.Absent();
    }
    // Before the engine has said what it is, nothing can be told apart from its predecessor's.
    Decision decision =
        build
            .get()
            .map(said -> policy.decide(scope(now, ask, said), ask, now.eligibility()))
            .orElseGet(Decision.Bypass::new);
    if (decision instanceof Decision.Bypass
        || (decision instanceof Decision.Cacheable && !ask.directives().mayReplay())) {
      events.bypassed(layer.get());
    }
    return decision;
  }

  private CacheScope scope(CacheSettings now, Ask ask, String said) {
    Namespace namespace = now.tenancy().namespaceOf(ask.tenant());
    return new CacheScope(
        namespace, invalidations.generation(now, namespace), new Engine(now.revision(), said));
  }
}
