package dev.rampwright.sidecar.cache.policy;

/**
 * What of a key is not in the request's body.
 *
 * @param tenant on whose behalf
 * @param epoch of the cache: raising it makes all older keys unreachable
 * @param revision of the engine that answers
 * @param path of the request
 * @param credential what the request authenticates itself with towards the engine, else empty: an
 *     answer is replayed only to those who carry what its first asker carried
 */
public record CacheScope(
    Tenant tenant, long epoch, String revision, String path, String credential) {}
