package dev.rampwright.operator.tokencache.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.operator.testing.GoldenYaml;
import dev.rampwright.operator.testing.TestSettings;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValkeyTransportTest {
  private static final String ADDRESS = "agents-valkey.default.svc:6379";

  @Test
  void aNewOneIsEncryptedBeforeItsStatusSaysSo() {
    TokenCache cache = GoldenYaml.in("tokencache/managed", TokenCache.class);
    assertThat(ValkeyTransport.announced(cache)).isEqualTo(ValkeyTransport.TLS);
    assertThat(ValkeyTransport.present(cache, Optional.empty())).isEqualTo(ValkeyTransport.TLS);
  }

  @Test
  void theFirstReleasesStatusToldOfNoTls() {
    assertThat(ValkeyTransport.announced(cache(ADDRESS, null))).isEqualTo(ValkeyTransport.CLEAR);
    assertThat(ValkeyTransport.announced(cache(ADDRESS, true))).isEqualTo(ValkeyTransport.TLS);
  }

  @Test
  void whatWasSaidOfAnotherServerIsNotOfThisOne() {
    assertThat(ValkeyTransport.announced(cache("cache.example.com:6379", null)))
        .isEqualTo(ValkeyTransport.TLS);
  }

  @Test
  void theOneThatStandsKnowsBetterThanTheStatus() {
    assertThat(ValkeyTransport.present(cache(ADDRESS, null), valkey(ValkeyTransport.TLS)))
        .isEqualTo(ValkeyTransport.TLS);
    assertThat(ValkeyTransport.present(cache(ADDRESS, true), valkey(ValkeyTransport.CLEAR)))
        .isEqualTo(ValkeyTransport.CLEAR);
  }

  private static TokenCache cache(String address, @Nullable Boolean tls) {
    TokenCache cache = GoldenYaml.in("tokencache/managed", TokenCache.class);
    cache.setStatus(new TokenCacheStatus(1L, List.of(), address, tls, 1, null, null));
    return cache;
  }

  private static Optional<Deployment> valkey(ValkeyTransport transport) {
    return Optional.of(
        ValkeyDeployment.build(
            new CacheNames("default", "agents"),
            TestSettings.IMAGES,
            "port 0",
            "64Mi",
            Optional.empty(),
            transport));
  }
}
