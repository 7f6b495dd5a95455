package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.Eligibility;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.cache.policy.Tenancy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is configured now.
 *
 * @param revision hash of the pod's revision
 * @param model as clients call it
 * @param epoch of the whole cache
 * @param memoryMaxBytes bound of the first level, 0 while nothing is remembered
 * @param redis the second level; null: there is none
 * @param eligibility which requests may be replayed
 * @param tenancy who shares with whom
 * @param layers each layer's own
 */
record CacheSettings(
    String revision,
    String model,
    long epoch,
    long memoryMaxBytes,
    @Nullable RedisConfig redis,
    Eligibility eligibility,
    Tenancy tenancy,
    Map<Layer, LayerSettings> layers) {
  /** Nothing is remembered. */
  static final CacheSettings OFF = off("", "");

  CacheSettings {
    layers = Map.copyOf(layers);
  }

  static CacheSettings of(SidecarConfig config) {
    CacheConfig cache = config.cache();
    if (cache == null) {
      return off(config.revision(), config.model());
    }
    CacheSettings settings =
        new CacheSettings(
            config.revision(),
            config.model(),
            cache.epoch(),
            cache.memoryMaxBytes(),
            cache.redis(),
            cache.responses().when() == CacheConfig.When.CLIENT_OPTS_IN
                ? Eligibility.OPTED_IN
                : Eligibility.DETERMINISTIC,
            Tenancies.of(cache),
            layers(cache));
    return settings.isOn() ? settings : off(config.revision(), config.model());
  }

  private static CacheSettings off(String revision, String model) {
    return new CacheSettings(
        revision, model, 0, 0, null, Eligibility.DETERMINISTIC, Tenancy.ISOLATED, Map.of());
  }

  private static Map<Layer, LayerSettings> layers(CacheConfig cache) {
    Map<Layer, LayerSettings> layers = new EnumMap<>(Layer.class);
    Arrays.stream(Layer.values())
        .forEach(layer -> layers.put(layer, LayerSettings.of(cache, layer)));
    return layers;
  }

  /** Whether anything is remembered at all. */
  boolean isOn() {
    for (LayerSettings layer : layers.values()) {
      if (layer.isOn()) {
        return true;
      }
    }
    return false;
  }

  LayerSettings of(Layer layer) {
    return Objects.requireNonNullElse(layers.get(layer), LayerSettings.OFF);
  }
}
