package dev.rampwright.sidecar.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rampwright.sidecar.cache.policy.KeyDerivation;
import dev.rampwright.sidecar.cache.policy.Namespace;

/**
 * By what the things that can be invalidated are known in the second level: HMACs, of which a
 * request needs two once anything was invalidated, so that they are remembered. Lives on the event
 * loop.
 */
final class GenerationNames {
  private static final int REMEMBERED = 4_096;

  private final KeyDerivation keys;
  private final Cache<Thing, String> names;

  private record Thing(String kind, String name) {}

  GenerationNames(KeyDerivation keys) {
    this.keys = keys;
    this.names = Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();
  }

  /** Of a namespace. */
  String of(Namespace namespace) {
    return name(new Thing("namespace", namespace.text()));
  }

  /** Of a model, whoever serves it. */
  String ofModel(String model) {
    return name(new Thing("model", model));
  }

  private String name(Thing thing) {
    return names.get(thing, it -> keys.scope(it.kind(), it.name()));
  }
}
