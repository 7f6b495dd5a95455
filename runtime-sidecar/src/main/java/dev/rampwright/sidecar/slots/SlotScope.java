package dev.rampwright.sidecar.slots;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under what slots are given, named and saved at the moment: configuration, keys, and the engine
 * that runs. Lives on the event loop.
 */
final class SlotScope {
  private SlotKeys keys = new SlotKeys(CacheSecrets.random());
  private CacheConfig.@Nullable KvSlots config;
  private String where = "";
  private @Nullable Running running;

  void configure(SidecarConfig next) {
    CacheConfig cache = next.cache();
    config = cache == null ? null : cache.kvSlots();
    long epoch = cache == null ? 0 : cache.epoch();
    // Settings of the engine that shape KV are the revision's.
    where = String.join("\n", next.namespace(), next.service(), next.revision(), epoch + "");
  }

  void use(CacheSecrets secrets) {
    keys = new SlotKeys(secrets);
  }

  boolean isConfigured() {
    return config != null;
  }

  SlotKeys keys() {
    return keys;
  }

  /** That one's slots are given from now on; null: nobody knows of any. */
  void runs(@Nullable Running engine) {
    running = engine;
  }

  Optional<Running> running() {
    return Optional.ofNullable(running);
  }

  /** How many of its slots a tenant may hold at once, at least 1. */
  int perTenant(Running engine, String tenant) {
    return config == null || tenant.equals(keys.tenant(Tenant.ANONYMOUS))
        ? engine.slots().size()
        : Math.max(1, config.perTenant());
  }

  SlotTerms terms(Running engine, OwnerName owner) {
    return new SlotTerms(
        keys,
        keys.model(where + "\n" + engine.identity()),
        perTenant(engine, owner.tenant()),
        config == null ? 0 : config.maxBytes());
  }
}
