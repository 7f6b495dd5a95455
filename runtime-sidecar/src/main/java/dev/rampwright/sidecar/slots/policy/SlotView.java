package dev.rampwright.sidecar.slots.policy;

import org.jspecify.annotations.Nullable;

/**
 * A slot as a request finds it.
 *
 * @param id the engine's number of it
 * @param owner whose KV it holds; null: nobody's
 * @param busy whether a request, or its keeping, is under way
 * @param continued whether the request begins with most of what it holds
 * @param lastUse rises with each use
 */
public record SlotView(
    int id, @Nullable OwnerName owner, boolean busy, boolean continued, long lastUse) {
  boolean isIdle() {
    return !busy;
  }

  boolean isEmpty() {
    return owner == null;
  }

  boolean isOf(OwnerName whom) {
    return whom.equals(owner);
  }

  boolean isOfTenant(String tenant) {
    return owner != null && owner.tenant().equals(tenant);
  }
}
