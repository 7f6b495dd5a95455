package dev.rampwright.operator.tokencache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheUsersTest {
  @Test
  void aServiceUsesTheCacheThatItNames() {
    assertThat(CacheUsers.cacheOf(Caches.user(1))).contains("agents");
  }

  @Test
  void everyReadyPodHasASidecar() {
    assertThat(CacheUsers.sidecars(List.of(Caches.user(2), Caches.user(3)))).isEqualTo(5);
  }

  @Test
  void aServiceWithoutStatusHasNoSidecars() {
    assertThat(CacheUsers.sidecars(new InferenceService())).isZero();
  }

  @Test
  void onlyReadinessAndTheReferenceMatter() {
    assertThat(CacheUsers.matters(Caches.user(1), Caches.user(1))).isFalse();
    assertThat(CacheUsers.matters(Caches.user(2), Caches.user(1))).isTrue();
  }
}
