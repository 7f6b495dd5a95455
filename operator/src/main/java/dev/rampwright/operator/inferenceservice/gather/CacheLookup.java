package dev.rampwright.operator.inferenceservice.gather;

import dev.rampwright.api.tokencache.TokenCache;
import java.util.Optional;

/** Finds what belongs to a TokenCache. */
public interface CacheLookup {
  /** The TokenCache of that name. */
  Optional<TokenCache> find(String namespace, String name);

  /** Whether the Secret is there that sidecars need to use it. */
  boolean hasSecret(String namespace, String name);
}
