package dev.rampwright.sidecar.slots.policy;

import dev.rampwright.sidecar.cache.policy.Tenant;

/**
 * Whose KV a slot holds. Tenants never share any, whatever their TokenCache says of answers: how
 * fast a prompt is read tells what was read before.
 *
 * @param tenant as it was authenticated
 * @param agent of the tenant's, as the client says; empty: none
 */
public record SlotOwner(Tenant tenant, String agent) {}
