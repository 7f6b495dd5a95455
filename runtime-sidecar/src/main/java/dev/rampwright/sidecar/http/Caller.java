package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.identity.Clients;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * On whose behalf a request is made.
 *
 * @param tenant as it was authenticated
 * @param withheld the request's headers, in lower case, that go no further
 */
record Caller(Tenant tenant, Set<String> withheld) {
  private static final String NONE_SEEN = "[]\n".repeat(Clients.CREDENTIALS.size());

  /** The tenant that the sender of a hop names, which only sidecars of the service can be. */
  static Tenant ofHop(MultiMap headers) {
    return new Tenant(Objects.requireNonNullElse(headers.get(Headers.TENANT), ""));
  }

  /** What of the request's credentials the engine gets to see, and may judge by. */
  String credential(MultiMap headers) {
    if (withheld.containsAll(Clients.CREDENTIALS)) {
      return NONE_SEEN;
    }
    StringBuilder seen = new StringBuilder();
    for (String name : Clients.CREDENTIALS) {
      seen.append(withheld.contains(name) ? List.of() : headers.getAll(name)).append('\n');
    }
    return seen.toString();
  }

  /**
   * What tells a candidate's sidecar who the tenant is. One of release 0.1.0 knows of no tenants
   * and must keep nothing, for without their credentials it would take all for the same.
   */
  Map<String, String> hopHeaders(Endpoint to) {
    if (tenant.equals(Tenant.ANONYMOUS)) {
      return Map.of();
    }
    return Hop.isAuthenticated(to)
        ? Map.of(Headers.TENANT, tenant.name())
        : Map.of("Cache-Control", "no-store");
  }
}
