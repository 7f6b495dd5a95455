package dev.rampwright.sidecar.cache.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants share entries.
 *
 * @param isolated false: all do
 * @param groups tenant to the group with which it shares; who is in none shares with nobody
 */
public record Tenancy(boolean isolated, Map<String, String> groups) {
  /** No tenant shares anything. */
  public static final Tenancy ISOLATED = new Tenancy(true, Map.of());

  public Tenancy {
    groups = Map.copyOf(groups);
  }

  /** Where the tenant's entries are. */
  public Namespace namespaceOf(Tenant tenant) {
    if (!isolated) {
      return Namespace.ofEverybody();
    }
    @Nullable String group = groups.get(tenant.name());
    return group == null ? Namespace.ofTenant(tenant) : Namespace.ofGroup(group);
  }
}
