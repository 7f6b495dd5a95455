package dev.rampwright.sidecar.cache.policy;

/**
 * What of a key is not the request's.
 *
 * @param namespace among whose entries
 * @param generation entries of an earlier one are out of reach
 * @param engine that answers
 */
public record CacheScope(Namespace namespace, Generation generation, Engine engine) {}
