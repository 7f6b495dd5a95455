package dev.rampwright.sidecar.cache.policy;

/**
 * On whose behalf a request is answered; nothing is ever replayed from one tenant to another.
 *
 * @param name part of every cache key
 */
public record Tenant(String name) {
  /** Everybody, where clients are not asked who they are: no tenant has this name. */
  public static final Tenant ANONYMOUS = new Tenant("");
}
