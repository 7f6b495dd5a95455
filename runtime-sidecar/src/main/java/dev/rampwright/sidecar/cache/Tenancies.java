package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.sidecar.cache.policy.Tenancy;
import org.jspecify.annotations.Nullable;

/** Reads who shares with whom. */
final class Tenancies {
  private Tenancies() {}

  /** As configured; where nothing is said, nobody shares. */
  static Tenancy of(CacheConfig cache) {
    CacheConfig.@Nullable Tenancy tenancy = cache.tenancy();
    return tenancy == null ? Tenancy.ISOLATED : new Tenancy(tenancy.isolated(), tenancy.groups());
  }
}
