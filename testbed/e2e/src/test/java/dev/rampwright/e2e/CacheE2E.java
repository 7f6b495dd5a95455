package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CacheE2E {
  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec:
        memory: {maxSize: 16Mi}
        redis: {managed: {maxMemory: 32Mi}}
      """;
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-cache");
  private final Service service = new Service(cluster);

  private static final List<String> ROUNDS =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "What is %d and %d?".formatted(i, i)).toList();

  @Test
  void anAnswerIsReplayedFromMemoryThenFromValkeyAndIsNeverNeeded() throws Exception {
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    service.apply(
        Service.manifest(
            1,
            Service.llamaCpp(512),
            "cache: {tokenCacheRef: {name: agents}}\n" + Service.quickRamp("{metrics: []}")));
    service.awaitReady();
    service.await("the cache", Duration.ofMinutes(2), status -> service.isTrue("CacheReady"));

    Answer first = ask();
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.cacheStatus()).contains("fwd=").doesNotContain("hit");
    Answer replay = ask();
    assertThat(replay.cacheStatus()).as(first + " then " + replay).contains("hit");
    assertThat(said(replay)).isEqualTo(said(first));
    assertThat(replay.body()).as("an answer of its own").isNotEqualTo(first.body());

    List<Answer> stored = ROUNDS.stream().map(this::ask).toList();
    restartTheModelPod();
    int round = firstFromRedis();
    assertThat(said(ask(ROUNDS.get(round)))).isEqualTo(said(stored.get(round)));
    assertTheHitStandsInMetricsAndStatus();

    stopValkey();
    assertThat(ask().status()).isEqualTo(200);
    try (Client client = new Client(service.url())) {
      assertThat(client.chat("Another question", 4, false).status()).isEqualTo(200);
    }
  }

  /** All of an answer but what each replay has of its own: its id and its time. */
  private static String said(Answer answer) {
    return answer
        .body()
        .replaceAll("\"id\":\"[^\"]*\"", "\"id\":...")
        .replaceAll("\"created\":[0-9]+", "\"created\":...");
  }

  private Answer ask() {
    return ask("What is the capital of France?");
  }

  private Answer ask(String question) {
    try (Client client = new Client(service.url())) {
      return client.chat(question, 8, false);
    }
  }

  /**
   * Each question can be found in the second level once, for then it is in memory. A lookup that
   * finds Valkey too slow is a miss, as it is meant to be; on a busy machine the first one may be.
   */
  private int firstFromRedis() {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < ROUNDS.size(); i++) {
      String status = String.valueOf(ask(ROUNDS.get(i)).cacheStatus());
      seen.add(status);
      if (status.contains("hit") && status.contains("redis")) {
        return i;
      }
    }
    throw new AssertionError("none of them was replayed from Valkey: " + seen);
  }

  private void restartTheModelPod() {
    Pod pod = service.pods().getFirst();
    cluster.client().resource(pod).delete();
    cluster.client().resource(pod).waitUntilCondition(Objects::isNull, 120, TimeUnit.SECONDS);
    service.await(
        "the new pod", Duration.ofMinutes(2), status -> Objects.equals(status.readyReplicas(), 1));
    Awaitility.await("an answer")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                cluster
                    .client()
                    .pods()
                    .inNamespace(cluster.namespace())
                    .withLabel("rampwright.dev/service")
                    .resources()
                    .allMatch(p -> p.isReady()));
  }

  private void assertTheHitStandsInMetricsAndStatus() throws Exception {
    String ip = service.pods().getFirst().getStatus().getPodIP();
    try (Client metrics = new Client("http://" + ip + ":8082")) {
      assertThat(metrics.get("/metrics"))
          .containsPattern("rampwright_sidecar_cache_lookups_total\\{.*hit.*} [1-9]");
    }
    service.await(
        "the hit rate within a minute",
        Duration.ofSeconds(75),
        status -> status.cache() != null && status.cache().hitRate() != null);
  }

  private void stopValkey() {
    cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel("app.kubernetes.io/name", "token-cache")
        .withGracePeriod(0)
        .delete();
  }
}
