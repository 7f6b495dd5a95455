package dev.rampwright.sidecar.cache.policy;

/**
 * Under what an answer is kept: an HMAC, so that whoever reads the second level can neither read
 * prompts nor test guesses.
 *
 * @param layer whose entry it is, which the HMAC covers
 * @param hex 64 hexadecimal digits
 * @param namespace among whose entries
 */
public record CacheKey(Layer layer, String hex, Namespace namespace) {
  /** A key of whole answers. */
  public CacheKey(String hex, Namespace namespace) {
    this(Layer.RESPONSES, hex, namespace);
  }

  /** What may be written into a log: too little to find an entry by. */
  @Override
  public String toString() {
    return "CacheKey[" + hex.substring(0, Math.min(6, hex.length())) + "...]";
  }
}
