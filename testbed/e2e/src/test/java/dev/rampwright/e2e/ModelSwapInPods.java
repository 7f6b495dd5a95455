package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Moment;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another model takes over at once, under load; what the old one answered is gone with it. */
class ModelSwapInPods {
  private static final Path FIGURES = Path.of("target", "model-swap-in-pods.md");
  private static final int PER_SECOND = 2;

  private static final String OLD = "smollm2-135m-instruct-q4_1.gguf";
  private static final String NEW = "smollm2-135m-instruct-q8_0.gguf";

  /** As llama.cpp counts the weights in its list of models. */
  private static final Pattern SIZE = Pattern.compile("\"size\":([0-9]+)");

  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec:
        memory: {maxSize: 16Mi}
        redis: {managed: {maxMemory: 32Mi}}
      """;

  /** The shortest ramp that there is: all at once, without a hold or a gate. */
  private static final String AT_ONCE =
      """
      cache: {tokenCacheRef: {name: agents}}
      rollout:
        scaleDownDelay: 0s
        steps: [{weight: 100, hold: 0s}]
        gates: {metrics: []}
      """;

  @RegisterExtension static final Cluster cluster = new Cluster("e2e-swap");
  private final Service service = new Service(cluster);

  @Test
  void anotherModelTakesOverUnderLoadAndReplaysNothingOfTheOldOne() throws Exception {
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    service.apply(manifest(OLD));
    service.awaitReady();
    service.awaitReadyPods(service.stable(), 2);
    String before = service.stable();
    long oldSize = size();
    String question = SharedAnswer.await(service, "Who lives at the mill?");

    try (SteadyLoad load = SteadyLoad.of(service, PER_SECOND);
        Watch watch = Watch.begin(service)) {
      Awaitility.await("a load").until(() -> load.answered() > 5 * PER_SECOND);
      Instant changed = Instant.now();
      service.apply(manifest(NEW));
      String after = service.awaitPromotion(before, Duration.ofMinutes(3));
      Duration promoted = Duration.between(changed, Instant.now());
      // All may be over before the next request is due.
      Awaitility.await("an answer of the new model").until(() -> load.span(after).isPresent());
      load.finish();
      write(load, changed, promoted, before, after, Moment.of(watch.looks(), changed));

      assertThat(load.bad()).isEmpty();
    }
    assertThat(size()).as("the new one's weights").isGreaterThan(oldSize);
    Pod pod = service.readyPods(service.stable()).getFirst();
    assertThat(SharedAnswer.ask(pod, question)).contains("fwd=").doesNotContain("hit");
    assertThat(SharedAnswer.ask(pod, question)).contains("hit");
  }

  private static void write(
      SteadyLoad load,
      Instant changed,
      Duration promoted,
      String before,
      String after,
      List<Moment> moments)
      throws Exception {
    Files.writeString(
        FIGURES,
        String.format(
            Locale.ROOT,
            "| %d | %d | %.1f | %.1f | %.1f | %s |%n",
            load.answered(),
            load.bad().size(),
            seconds(Duration.between(changed, load.span(after).orElseThrow().first())),
            seconds(Duration.between(changed, load.span(before).orElseThrow().last())),
            seconds(promoted),
            moments.stream().map(Moment::toString).collect(Collectors.joining(", "))));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  /** Of the weights of the model that answers, in bytes. */
  private long size() throws Exception {
    try (Client client = new Client(service.url())) {
      return SIZE.matcher(client.get("/v1/models"))
          .results()
          .mapToLong(match -> Long.parseLong(match.group(1)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String manifest(String file) {
    return Service.manifest(2, Service.llamaCpp(512), AT_ONCE).replace(OLD, file);
  }
}
