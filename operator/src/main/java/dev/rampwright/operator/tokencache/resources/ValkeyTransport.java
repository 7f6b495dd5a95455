package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the managed Valkey is spoken to. */
public enum ValkeyTransport {
  /** As release 0.1.0 made it, while a sidecar of that release uses it. */
  CLEAR,
  /** All others; none goes back. */
  TLS;

  static final String CERTIFICATE_VOLUME = "tls";

  /**
   * What the TokenCache's status has announced: in clear text only if it is there, of this Valkey,
   * and does not say otherwise.
   */
  public static ValkeyTransport announced(TokenCache cache) {
    @Nullable TokenCacheStatus status = cache.getStatus();
    boolean clear =
        status != null
            && CacheNames.of(cache).address().equals(status.redisAddress())
            && !Boolean.TRUE.equals(status.redisTls());
    return clear ? CLEAR : TLS;
  }

  /** What the Valkey speaks that stands; where none does, what was announced. */
  public static ValkeyTransport present(TokenCache cache, Optional<Deployment> valkey) {
    return valkey
        .map(
            found ->
                found.getSpec().getTemplate().getSpec().getVolumes().stream()
                    .map(Volume::getName)
                    .anyMatch(CERTIFICATE_VOLUME::equals))
        .map(hasCertificate -> hasCertificate ? TLS : CLEAR)
        .orElseGet(() -> announced(cache));
  }
}
