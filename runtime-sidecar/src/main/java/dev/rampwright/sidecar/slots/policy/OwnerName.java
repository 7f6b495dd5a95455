package dev.rampwright.sidecar.slots.policy;

/**
 * Whose KV a slot holds, by the digests under which the volume knows them: what was saved can be
 * given back to its owner before the owner has said a word. When the cache's secret changes, nobody
 * is who they were.
 *
 * @param tenant of the tenant
 * @param owner of the tenant and its agent
 */
public record OwnerName(String tenant, String owner) {}
