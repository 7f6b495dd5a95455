package dev.rampwright.sidecar.cache.policy;

/**
 * Whose answers they are.
 *
 * @param revision hash of the pod's revision: model, image, flags
 * @param build what the engine says of itself, so that an image whose tag has moved, or a model
 *     that was replaced in place, does not answer with its predecessor's words; empty: nothing
 */
public record Engine(String revision, String build) {}
