package dev.rampwright.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The authority's Secret on a real API server. */
@ExtendWith(ApiServerExtension.class)
class AuthorityStoreIT {
  private static final Duration DAY = Duration.ofDays(1);

  private final KubernetesClient client;
  private final String namespace;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  AuthorityStoreIT(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
  }

  @Test
  void twoThatBeginAtOnceEndWithOne() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Authority>> racers =
          List.of(threads.submit(() -> begin(together)), threads.submit(() -> begin(together)));
      X509Certificate one = racers.getFirst().get().signing().certificate();
      X509Certificate other = racers.getLast().get().signing().certificate();

      assertThat(one)
          .isEqualTo(other)
          .isEqualTo(AuthoritySecret.read(stored()).signing().certificate());
    }
  }

  @Test
  void anotherProcessFindsWhatTheFirstMade() {
    Authority made = store().get();
    String version = stored().getMetadata().getResourceVersion();

    assertThat(store().get().signing()).isEqualTo(made.signing());
    assertThat(stored().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void aYearPassesInFourWrites() throws Exception {
    AuthorityStore store = store();
    Authority first = store.get();

    now = now.plus(DAY.multipliedBy(250));
    Authority announced = store.get();
    assertThat(announced.signing()).isEqualTo(first.signing());
    assertThat(announced.next()).isPresent();

    now = now.plus(DAY.multipliedBy(1));
    Authority switched = store.get();
    assertThat(switched.signing()).isEqualTo(announced.next().orElseThrow());
    assertThat(switched.previous()).contains(first.signing().certificate());

    now = now.plus(DAY.multipliedBy(32));
    assertThat(store.get().believed()).containsExactly(switched.signing().certificate());
    assertThat(AuthoritySecret.read(stored())).isEqualTo(store.get());
    assertThat(stored().getData()).containsOnlyKeys("tls.crt", "tls.key");
  }

  @Test
  void twoThatRenewAtOnceAnnounceOne() throws Exception {
    store().get();
    now = now.plus(DAY.multipliedBy(250));
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Authority>> racers =
          List.of(threads.submit(() -> begin(together)), threads.submit(() -> begin(together)));

      assertThat(racers.getFirst().get().next()).isEqualTo(racers.getLast().get().next());
    }
  }

  @Test
  void aSecretThatCannotBeUsedBlocksAndIsNotReplaced() {
    store().get();
    client
        .secrets()
        .inNamespace(namespace)
        .withName(AuthoritySecret.NAME)
        .edit(
            secret -> {
              secret.setData(Map.of("tls.crt", "bm8="));
              return secret;
            });

    assertThatThrownBy(() -> store().get())
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("Delete it");
    assertThat(stored().getData()).containsOnlyKeys("tls.crt");
  }

  private Authority begin(CyclicBarrier together) throws Exception {
    AuthorityStore store = store();
    together.await();
    return store.get();
  }

  private AuthorityStore store() {
    return new AuthorityStore(client, namespace, new CertificateMaker(), () -> now);
  }

  private Secret stored() {
    return client.secrets().inNamespace(namespace).withName(AuthoritySecret.NAME).get();
  }
}
