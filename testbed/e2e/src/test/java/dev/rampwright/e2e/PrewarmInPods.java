package dev.rampwright.e2e;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that are there before anybody asks, and a profile that says what they were good for. */
class PrewarmInPods {
  @RegisterExtension static final Cluster cluster = new Cluster("e2e-prewarm");
  private final Service service = new Service(cluster);

  private static final List<String> KNOWN = List.of("Who owns the mill?", "Who owns the cat?");
  private static final String LATER = "Who owns the boots?";

  /** Below 20 lookups no rate is judged, below 100 requests no latency. */
  private static final int COLD = 30;

  private static final int HITS = 300;

  /** The operator looks each half minute, and writes figures once a minute at most. */
  private static final Duration SHOWN = Duration.ofMinutes(3);

  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec:
        profile: Production
        memory: {maxSize: 16Mi}
        prewarm: {configMapRef: {name: prompts}}
      """;

  @Test
  void theFirstRequestIsAHitAndTheStatusSaysWhichTargetsAreMet() throws Exception {
    cluster.kubectl(prompts(KNOWN), "apply", "--server-side", "-f", "-");
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    service.apply(
        Service.manifest(
            2,
            Service.llamaCpp(512),
            "cache: {tokenCacheRef: {name: agents}}\n" + Service.quickRamp("{metrics: []}")));
    service.await("the service", Duration.ofMinutes(4), status -> service.isTrue("Ready"));
    service.awaitReadyPods(service.stable(), 2);
    awaitPrewarmed(2);
    assertEveryPodHas(KNOWN.getFirst());

    askColdly();
    cluster.kubectl(prompts(with(KNOWN, LATER)), "apply", "--server-side", "-f", "-");
    awaitPrewarmed(3);
    assertEveryPodHas(LATER);
    awaitHitRate(TargetState.Missed);
    assertThat(states()).containsEntry("LatencyP95", TargetState.NotMeasured);

    askWarmly();
    awaitHitRate(TargetState.Met);
    assertTheTargetsAreJudgedByTheirNumbers();
    assertThat(table())
        .contains("Production", "3/3", String.valueOf(status().targetsMet()))
        .contains("PROFILE", "TARGETS", "PREWARMED");
  }

  private void awaitPrewarmed(int entries) throws Exception {
    Awaitility.await(entries + " entries in every sidecar")
        .atMost(SHOWN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(requireNonNullElse(status().conditions(), List.of()))
                  .anyMatch(
                      it ->
                          it.getType().equals("Prewarmed")
                              && it.getStatus().equals("True")
                              && it.getMessage().startsWith(entries + " of " + entries));
            });
    Awaitility.await("the column")
        .atMost(SHOWN)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> table().contains(entries + "/" + entries));
  }

  /** Each pod has memory of its own; nobody has asked it that before. */
  private void assertEveryPodHas(String question) {
    for (Pod pod : service.readyPods(service.stable())) {
      assertThat(SharedAnswer.ask(pod, question)).contains("hit").doesNotContain("fwd=");
    }
  }

  private void askColdly() {
    try (Client client = new Client(service.url())) {
      for (int i = 0; i < COLD; i++) {
        assertThat(client.chat("Number " + i, 1, false).cacheStatus()).contains("fwd=miss");
      }
    }
  }

  private void askWarmly() {
    try (Client client = new Client(service.url())) {
      for (int i = 0; i < HITS; i++) {
        assertThat(client.chat(LATER, 4, false).cacheStatus()).contains("hit");
      }
    }
  }

  private void assertTheTargetsAreJudgedByTheirNumbers() {
    assertThat(targets()).hasSize(6);
    for (TargetStatus target : targets()) {
      boolean more = target.target().startsWith(">");
      double asked = number(target.target());
      double measured = number(String.valueOf(target.measured()));
      assertThat(target.state())
          .as(target.toString())
          .isEqualTo(
              (more ? measured > asked : measured < asked) ? TargetState.Met : TargetState.Missed);
    }
    assertThat(states())
        .containsEntry("Throughput", TargetState.Met)
        .containsEntry("Memory", TargetState.Met);
  }

  private static void awaitHitRate(TargetState state) {
    Awaitility.await("HitRate " + state)
        .atMost(SHOWN)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(states()).containsEntry("HitRate", state));
  }

  private static Map<String, TargetState> states() {
    return targets().stream().collect(Collectors.toMap(TargetStatus::name, TargetStatus::state));
  }

  private static List<TargetStatus> targets() {
    return requireNonNullElse(status().targets(), List.of());
  }

  private static double number(String text) {
    return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
  }

  private static String table() throws Exception {
    return cluster.kubectl("", "get", "tcache", "agents", "-o", "wide");
  }

  private static TokenCacheStatus status() {
    return cluster.cacheStatus("agents");
  }

  private static List<String> with(List<String> questions, String another) {
    return Stream.concat(questions.stream(), Stream.of(another)).toList();
  }

  private static String prompts(List<String> questions) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts}
        data:
          questions.jsonl: |
        """
        + questions.stream()
            .map(question -> Client.chatBody(question, 4, false).replace("\n", ""))
            .map("    {\"body\": %s}\n"::formatted)
            .collect(Collectors.joining());
  }
}
