package dev.rampwright.e2e.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many services on nodes that only seem to be: how long until all are Ready, how soon an edit
 * reaches its Deployment, what an idle minute costs. Prints the figures; asserts only what does not
 * depend on the machine's speed.
 */
class ManyServicesBench {
  private static final String NAMESPACE = "scale";
  private static final int SERVICES = Integer.parseInt(System.getenv("RAMPWRIGHT_BENCH_SERVICES"));
  private static final int EDITS = 20;
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final OperatorFigures figures = new OperatorFigures(client);

  @AfterEach
  void close() {
    figures.close();
    client.close();
  }

  @Test
  void manyServicesBecomeReadyAndThenRest() throws Exception {
    String before = figures.read();
    long begun = System.nanoTime();
    double ready;
    Set<String> names = ConcurrentHashMap.newKeySet();
    Duration processor = OperatorProcess.processorTime();
    try (SharedIndexInformer<InferenceService> informer = watch(names)) {
      createAll();
      say("%d created after %.1f s", SERVICES, seconds(begun));
      long last = System.nanoTime();
      while (names.size() < SERVICES) {
        if (seconds(last) > 5) {
          last = System.nanoTime();
          say("%d of %d Ready after %.1f s", names.size(), SERVICES, seconds(begun));
        }
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(seconds(begun)).as("bounded").isLessThan(1200);
      }
      ready = seconds(begun);
      say(
          "all %d Ready after %.1f s, of which the operator used %d s of processor time",
          SERVICES, ready, OperatorProcess.processorTime().minus(processor).toSeconds());
      editOne("the edit right after", 0);
      assertThat(informer.isRunning()).isTrue();
    }
    report(before, "while they became ready");
    rest();
    idleMinute();
    edits();
    double floor = new Floor(client, NAMESPACE, name(SERVICES - 1)).seconds(SERVICES);
    say("the same objects without an operator, one POST each: available after %.1f s", floor);
    say("with the operator %.2f times as long", ready / floor);
  }

  private void report(String before, String when) throws Exception {
    String after = figures.read();
    say(
        "%s: %.0f reconciliations, p50 <= %.1f ms, p99 <= %.1f ms; operator %.0f MiB resident, at most %.0f",
        when,
        OperatorFigures.sum(after, "rampwright_operator_reconcile_seconds_count")
            - OperatorFigures.sum(before, "rampwright_operator_reconcile_seconds_count"),
        1000 * OperatorFigures.reconcileQuantile(before, after, 0.5),
        1000 * OperatorFigures.reconcileQuantile(before, after, 0.99),
        OperatorProcess.residentMib(),
        OperatorProcess.mostResidentMib());
  }

  /** Until nothing has been written for ten seconds. */
  private void rest() throws Exception {
    long begun = System.nanoTime();
    Map<String, String> last = versions();
    long since = System.nanoTime();
    while (seconds(since) < 10) {
      TimeUnit.SECONDS.sleep(1);
      Map<String, String> now = versions();
      if (!now.equals(last)) {
        last = now;
        since = System.nanoTime();
      }
      assertThat(seconds(begun)).as("comes to rest").isLessThan(600);
    }
    say("at rest %.1f s after the last of them was Ready", seconds(begun) - 10);
  }

  private void idleMinute() throws Exception {
    String before = figures.read();
    Map<String, String> quiet = versions();
    TimeUnit.SECONDS.sleep(60);
    Map<String, String> after = versions();
    long written =
        after.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(quiet.get(entry.getKey())))
            .count();
    say("an idle minute: %d of %d objects written", written, after.size());
    report(before, "in the idle minute");
    assertThat(written).isZero();
  }

  private void edits() throws Exception {
    String before = figures.read();
    for (int i = 1; i <= EDITS; i++) {
      editOne("edit " + i + " at rest", i);
    }
    report(before, "during the edits");
  }

  /** From the edit of a spec until the new revision's Deployment exists. */
  private void editOne(String what, int number) {
    String name = name(number);
    long begun = System.nanoTime();
    client
        .resources(InferenceService.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec":{"engine":{"contextLength":%d}}}
            """
                .formatted(1024 + number));
    Awaitility.await(what)
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofMinutes(5))
        .until(() -> deployments(name) == 2);
    say("%s reached its Deployment after %.2f s", what, seconds(begun));
  }

  private int deployments(String service) {
    return client
        .resources(Deployment.class)
        .inNamespace(NAMESPACE)
        .withLabel("rampwright.dev/service", service)
        .list()
        .getItems()
        .size();
  }

  private Map<String, String> versions() {
    return Stream.<Class<? extends HasMetadata>>of(
            InferenceService.class,
            Deployment.class,
            io.fabric8.kubernetes.api.model.Service.class,
            io.fabric8.kubernetes.api.model.ConfigMap.class,
            io.fabric8.kubernetes.api.model.Secret.class,
            io.fabric8.kubernetes.api.model.Event.class)
        .flatMap(type -> client.resources(type).inNamespace(NAMESPACE).list().getItems().stream())
        .map(HasMetadata.class::cast)
        .collect(
            Collectors.toMap(
                it -> it.getKind() + "/" + it.getMetadata().getName(),
                it -> it.getMetadata().getResourceVersion()));
  }

  private SharedIndexInformer<InferenceService> watch(Set<String> ready) {
    return client
        .resources(InferenceService.class)
        .inNamespace(NAMESPACE)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(InferenceService service) {
                note(service);
              }

              @Override
              public void onUpdate(InferenceService old, InferenceService service) {
                note(service);
              }

              @Override
              public void onDelete(InferenceService service, boolean unknown) {
                ready.remove(service.getMetadata().getName());
              }

              private void note(InferenceService service) {
                if (isReady(service)) {
                  ready.add(service.getMetadata().getName());
                }
              }
            });
  }

  private static boolean isReady(InferenceService service) {
    return service.getStatus() != null
        && service.getStatus().conditions() != null
        && Objects.requireNonNull(service.getStatus().conditions()).stream()
            .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /** Eight at a time, as several pipelines would. */
  private void createAll() {
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, SERVICES).forEach(i -> writers.execute(() -> create(i)));
    }
  }

  private void create(int number) {
    client
        .load(
            new java.io.ByteArrayInputStream(
                manifest(number).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .create();
  }

  private static String manifest(int number) {
    return """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: %s, namespace: %s}
        spec:
          model: {name: m, uri: "pvc://models/model.gguf"}
          engine: {type: LlamaCpp, contextLength: 512}
          pod:
            nodeSelector: {type: kwok}
            tolerations: [{key: kwok.x-k8s.io/node, operator: Exists}]
        """
        .formatted(name(number), NAMESPACE);
  }

  private static String name(int number) {
    return "service-" + number;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }
}
