package dev.rampwright.sidecar.cache.policy;

/**
 * Among whose entries an answer is: a tenant's own, those of a group of tenants, or everybody's.
 * Nothing is ever replayed from one namespace to another.
 *
 * @param text unlike that of every other namespace; part of every key, and of the key that its
 *     entries are encrypted with
 */
public record Namespace(String text) {
  static Namespace ofTenant(Tenant tenant) {
    return new Namespace("tenant:" + tenant.name());
  }

  static Namespace ofGroup(String name) {
    return new Namespace("group:" + name);
  }

  static Namespace ofEverybody() {
    return new Namespace("everybody:");
  }
}
