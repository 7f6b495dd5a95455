package dev.rampwright.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** An answer that one pod has computed, and another one has from the second level. */
final class SharedAnswer {
  private SharedAnswer() {}

  /** Asks one pod, then the other, until that one has it from Valkey; gives what was asked. */
  static String await(Service service, String about) {
    List<String> asked = new ArrayList<>();
    Awaitility.await("an answer that another pod has kept, " + about)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              List<Pod> pods = service.readyPods(service.stable());
              String question = about + " " + asked.size();
              asked.add(question);
              ask(pods.getFirst(), question);
              String status = ask(pods.getLast(), question);
              return pods.size() == 2 && status.contains("hit") && status.contains("redis");
            });
    return asked.getLast();
  }

  /** What a pod's answer says in Cache-Status. */
  static String ask(Pod pod, String question) {
    try (Client client = new Client("http://" + pod.getStatus().getPodIP() + ":8080")) {
      return Objects.requireNonNullElse(client.chat(question, 4, false).cacheStatus(), "");
    }
  }
}
