package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DrainE2E {
  private static final int STREAMS = 20;
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-drain");
  private final Service service = new Service(cluster);

  @Test
  void everyOpenStreamOfADeletedPodEndsWithItsTerminalEvent() throws Exception {
    service.apply(
        Service.manifest(
            1,
            "{type: LlamaCpp, contextLength: 512, maxConcurrency: 4, args: [-t, \"1\"]}",
            Service.quickRamp("{metrics: []}")));
    service.awaitReady();

    try (Client client = new Client(service.url());
        var streams = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> open = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        String prompt = "Tell me story " + i;
        open.add(streams.submit(() -> client.chat(prompt, 60, true)));
      }
      awaitInFlight();
      cluster.client().resource(service.pods().getFirst()).delete();

      for (Future<Answer> stream : open) {
        assertThat(stream.get()).satisfies(answer -> assertThat(answer.good(true)).isTrue());
      }
    }
  }

  /** All streams have reached the pod: deleting it earlier would test nothing. */
  private void awaitInFlight() {
    String ip = service.pods().getFirst().getStatus().getPodIP();
    try (Client metrics = new Client("http://" + ip + ":8082")) {
      Awaitility.await("all streams to be in flight")
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> inFlight(metrics.get("/metrics")) >= STREAMS - 4);
    }
  }

  private static double inFlight(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("rampwright_sidecar_in_flight"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
