package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More requests than a pod has places for, through the Service. */
class FullQueueInPods {
  /** One slot and two places to wait. */
  private static final int PLACES = 3;

  @RegisterExtension static final Cluster cluster = new Cluster("e2e-queue");
  private final Service service = new Service(cluster);

  @Test
  void whoFindsNoPlaceIsToldSoAndThePodStaysReady() throws Exception {
    service.apply(
        Service.manifest(
            1,
            "{type: LlamaCpp, contextLength: 1024, maxConcurrency: 1, args: [-t, \"1\"]}",
            "serving: {queueDepth: 2}\n" + Service.quickRamp("{metrics: []}")));
    service.awaitReady();

    try (Client client = new Client(service.url());
        Client pod = new Client("http://" + ip() + ":8082");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(pod.status("/health/pool")).isEqualTo(200);
      List<Future<Answer>> taken =
          IntStream.range(0, PLACES)
              .mapToObj(i -> clients.submit(() -> client.chat("Count to " + i, 400, true)))
              .toList();
      Awaitility.await("a full pool")
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> pod.status("/health/pool") == 503);

      Answer refused = client.chat("And me?", 1, false);

      assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
      assertThat(refused.retryAfter()).matches("[1-9][0-9]?");
      assertThat(refused.body()).contains("rate_limit_error", "queue_full");
      assertThat(pod.status("/health/ready")).as("a full pod stays").isEqualTo(200);
      assertThat(service.readyPods(service.stable())).hasSize(1);

      for (Future<Answer> one : taken) {
        assertThat(one.get()).satisfies(answer -> assertThat(answer.good(true)).isTrue());
      }
      Awaitility.await("room again")
          .atMost(Duration.ofSeconds(10))
          .until(() -> pod.status("/health/pool") == 200);
      assertThat(client.chat("And me now?", 1, false).status()).isEqualTo(200);
    }
  }

  private String ip() {
    return service.readyPods(service.stable()).getFirst().getStatus().getPodIP();
  }
}
