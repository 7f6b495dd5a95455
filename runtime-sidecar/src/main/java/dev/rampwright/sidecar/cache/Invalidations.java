package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Generation;
import dev.rampwright.sidecar.cache.policy.Namespace;
import dev.rampwright.sidecar.cache.policy.Tenant;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Puts entries out of reach, here and in the other sidecars, and hears of what they have
 * invalidated. Lives on the event loop.
 */
public final class Invalidations {
  private final SharedGenerations generations;
  private final InvalidationHints hints;
  private final Supplier<CacheSettings> settings;
  private GenerationNames names;

  Invalidations(
      GenerationNames names,
      SharedGenerations generations,
      InvalidationHints hints,
      Supplier<CacheSettings> settings) {
    this.names = names;
    this.generations = generations;
    this.hints = hints;
    this.settings = settings;
    hints.start(this::poll);
  }

  void use(GenerationNames others) {
    names = others;
    generations.forget();
  }

  /** Asks the second level what others have invalidated. */
  public void poll() {
    if (settings.get().redis() != null) {
      generations.poll();
      if (generations.isTold()) {
        hints.listen();
      }
    }
  }

  /** What is in force for the entries of a namespace. */
  Generation generation(CacheSettings now, Namespace namespace) {
    return generations.isEmpty()
        ? new Generation(now.epoch(), 0, 0)
        : new Generation(
            now.epoch(),
            generations.of(names.of(namespace)),
            generations.of(names.ofModel(now.model())));
  }

  /**
   * Puts all entries of a tenant out of reach: here before this returns, in the other sidecars when
   * they hear of it, within about a second at the latest. Tenants that share entries lose them
   * together.
   *
   * @return whether the other sidecars will see it
   */
  public Future<Boolean> ofTenant(Tenant tenant) {
    return generations.raise(names.of(settings.get().tenancy().namespaceOf(tenant)));
  }

  /** Puts all entries of a model, of whatever service, out of reach, likewise. */
  public Future<Boolean> ofModel(String name) {
    return generations.raise(names.ofModel(name));
  }

  void close() {
    hints.close();
  }
}
