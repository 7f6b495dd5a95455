package dev.rampwright.sidecar.cache.policy;

/**
 * Under what an answer is kept: an HMAC, so that whoever reads the second level can neither read
 * prompts nor test guesses.
 *
 * @param hex 64 hexadecimal digits
 */
public record CacheKey(String hex) {}
