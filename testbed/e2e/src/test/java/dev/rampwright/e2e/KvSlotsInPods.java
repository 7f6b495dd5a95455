package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** KV slots on a volume claim: pinned in one pod, saved as it drains, restored in the next. */
class KvSlotsInPods {
  private static final String NAMESPACE = "e2e-kv";
  @RegisterExtension static final Cluster cluster = new Cluster(NAMESPACE);
  private final Service service = new Service(cluster);

  private static final String VOLUME =
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: kv-e2e-kv}
      spec:
        accessModes: [ReadWriteOnce]
        capacity: {storage: 1Gi}
        storageClassName: ""
        persistentVolumeReclaimPolicy: Retain
        claimRef: {namespace: e2e-kv, name: kv}
        hostPath: {path: "FOLDER", type: Directory}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: kv, namespace: e2e-kv}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: ""
        volumeName: kv-e2e-kv
        resources: {requests: {storage: 1Gi}}
      """;

  private static final String CACHE =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: TokenCache
      metadata: {name: agents}
      spec:
        responses: {enabled: false}
        kvSlots: {enabled: true, maxSize: 1Gi, storage: {persistentVolumeClaim: {claimName: kv}}}
      """;

  private static final String STORY =
      "Once upon a time there lived a miller who had three sons and a cat. ".repeat(24);

  @Test
  void whatAnAgentSaidIsRestoredInThePodThatReplacesItsOwn() throws Exception {
    Path folder = folder();
    cluster.kubectlAnywhere(
        VOLUME.replace("FOLDER", folder.toString()), "apply", "--server-side", "-f", "-");
    cluster.kubectl(CACHE, "apply", "--server-side", "-f", "-");
    service.apply(
        Service.manifest(
            1,
            "{type: LlamaCpp, contextLength: 1024, maxConcurrency: 1, args: [-t, \"1\"]}",
            "cache: {tokenCacheRef: {name: agents}}\n" + Service.quickRamp("{metrics: []}")));
    service.awaitReady();
    service.await("the cache", Duration.ofMinutes(2), status -> service.isTrue("CacheReady"));

    assertThat(kv(ask("writer", "Who lived there?"))).contains("fwd=miss");
    assertThat(kv(ask("writer", "How many sons?"))).contains("hit").contains("detail=held");

    Pod first = service.pods().getFirst();
    cluster.client().resource(first).delete();
    cluster.client().resource(first).waitUntilCondition(Objects::isNull, 120, TimeUnit.SECONDS);
    assertThat(saved(folder)).as("saved while it drained").isPositive();
    service.awaitReadyPods(service.stable(), 1);

    assertThat(kv(ask("reader", "Who lived there?")))
        .as("another agent's words are not its own")
        .contains("fwd=miss");
    assertThat(kv(ask("writer", "What animal?"))).contains("hit").contains("detail=restored");
  }

  private Answer ask(String agent, String question) {
    String body =
        """
        {"model": "smollm2", "temperature": 0, "max_tokens": 4,
         "messages": [{"role": "system", "content": "%s"}, {"role": "user", "content": "%s"}]}
        """
            .formatted(STORY, question);
    try (Client client = new Client(service.url())) {
      Answer answer = client.post("/v1/chat/completions", body, "x-agent-id", agent);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      return answer;
    }
  }

  /** What became of the slot, of all that Cache-Status says. */
  private static String kv(Answer answer) {
    String status = Objects.requireNonNullElse(answer.cacheStatus(), "");
    return Stream.of(status.split(", "))
        .filter(member -> member.startsWith("rampwright-kv"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no slot was used: " + status));
  }

  /** Beside the cluster's own files, so that it goes with them; the pods' user may write there. */
  private static Path folder() throws IOException {
    Path folder = Path.of(Cluster.setting("KUBECONFIG")).resolveSibling("kv-" + NAMESPACE);
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static long saved(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
