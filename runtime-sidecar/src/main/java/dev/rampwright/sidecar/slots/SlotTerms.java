package dev.rampwright.sidecar.slots;

/**
 * Under which slots are saved and looked for.
 *
 * @param keys of names and files
 * @param model digest of everything that KV depends on beside its prompt
 * @param perOwner saved slots of one owner, at least 1
 * @param maxBytes of all saved slots together
 */
record SlotTerms(SlotKeys keys, String model, int perOwner, long maxBytes) {}
