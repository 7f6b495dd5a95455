package dev.rampwright.sidecar.cache.policy;

/**
 * On whose behalf a request is answered; nothing is ever replayed from one tenant to another.
 *
 * @param name part of every cache key
 */
public record Tenant(String name) {
  /** Everybody, until requests are told apart. */
  public static final Tenant DEFAULT = new Tenant("default");
}
