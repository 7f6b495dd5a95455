package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.OwnerName;

/**
 * What is known of a saved slot without opening it. Names are digests under the cache's secret.
 *
 * @param model of the engine, its build, the model and the settings that shape KV
 * @param tenant whose it is
 * @param owner of the tenant and its agent
 * @param print how the prompt began: the digests of its blocks, 8 bytes each
 * @param tokens that it holds
 * @param bytes of the engine's file
 * @param createdMillis since 1970
 * @param expiresMillis since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Read only.
record SlotManifest(
    String model,
    String tenant,
    String owner,
    long[] print,
    long tokens,
    long bytes,
    long createdMillis,
    long expiresMillis) {
  OwnerName ownerName() {
    return new OwnerName(tenant, owner);
  }
}
