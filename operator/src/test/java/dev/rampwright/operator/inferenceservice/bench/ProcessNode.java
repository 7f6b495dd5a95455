package dev.rampwright.operator.inferenceservice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.FakeEndpoints;
import dev.rampwright.operator.inferenceservice.PodStatuses;
import dev.rampwright.operator.kube.Owners;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays controllers and kubelet with real processes in the pods, one pod for each Deployment. The
 * processes of a pod that goes stay, and the next pod of that name has them: seven hundred JVMs
 * would take longer to start than all else that is measured, on the same processors.
 */
final class ProcessNode implements Hosting, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessNode.class);
  private static final long TICK_MILLIS = 50;
  private static final int HOSTS = 250;
  private static final int FIRST_ENGINE_PORT = 20_000;
  private static final int VARIANTS = 2;

  private final KubernetesClient client;
  private final String namespace;
  private final Path folder;
  private final FakeEndpoints endpoints;
  private final Map<String, ModelProcesses> processes = new ConcurrentHashMap<>();
  private final HttpClient probe = HttpClient.newHttpClient();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private volatile @Nullable RuntimeException broken;

  private ProcessNode(KubernetesClient client, String namespace, Path folder) {
    this.client = client;
    this.namespace = namespace;
    this.folder = folder;
    this.endpoints = new FakeEndpoints(client, namespace);
  }

  /** Works by itself. */
  static ProcessNode start(KubernetesClient client, String namespace, Path folder) {
    ProcessNode node = new ProcessNode(client, namespace, folder);
    // A build that is interrupted must not leave them behind.
    Runtime.getRuntime().addShutdownHook(new Thread(node::endProcesses));
    var unused =
        node.ticks.scheduleWithFixedDelay(node::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return node;
  }

  /** One pod for each Deployment is all that is played. */
  @Override
  public int replicas() {
    return 1;
  }

  @Override
  public String engine(int service, int variant, String errorRate) {
    return """
        {type: Custom, image: "example.com/fault-engine:1", custom: {port: %1$d, command: [%2$s,
          --listen, "127.0.0.1:%1$d", --error-rate, "%3$s", --,
          %2$s, synthetic, --port, "{port}", --first-token, 5ms]}}\
        """
        .formatted(
            FIRST_ENGINE_PORT + VARIANTS * service + variant,
            System.getProperty("rampwright.bench.engine"),
            errorRate);
  }

  /** Not by way of a Service: the stable pod itself. */
  @Override
  public URI chat(String service, String stable) {
    return URI.create(
        "http://%s:%d/v1/chat/completions"
            .formatted(
                requireNonNull(processes.get(service + "-" + stable)).address(),
                SidecarPorts.SERVE));
  }

  @Override
  public void requireSound() {
    RuntimeException found = broken;
    if (found != null) {
      throw new IllegalStateException(found);
    }
  }

  private void tick() {
    try {
      step();
    } catch (KubernetesClientException e) {
      // Objects come and go under our hands; the next tick tries again.
      LOG.debug("tick of {} failed", namespace, e);
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void step() {
    Map<String, Pod> pods = new TreeMap<>();
    client
        .pods()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
    Set<String> wanted = new HashSet<>();
    for (Deployment deployment :
        client.apps().deployments().inNamespace(namespace).list().getItems()) {
      if (deployment.getSpec().getReplicas() > 0) {
        wanted.add(deployment.getMetadata().getName());
        run(deployment, pods);
      }
    }
    for (Pod pod : List.copyOf(pods.values())) {
      if (!wanted.contains(pod.getMetadata().getName())) {
        client.resource(pod).withGracePeriod(0).delete();
        pods.remove(pod.getMetadata().getName());
      }
    }
    endpoints.publish(pods.values());
  }

  private void run(Deployment deployment, Map<String, Pod> pods) {
    String name = deployment.getMetadata().getName();
    @Nullable Pod pod = pods.get(name);
    boolean shown = pod != null && pod.getStatus().getPodIP() != null;
    @Nullable ModelProcesses running = shown ? null : processes(deployment);
    if (running != null && running.isReady(probe)) {
      Pod ready = pod == null ? create(deployment) : pod;
      ready.setStatus(PodStatuses.ready(running.address()));
      pods.put(name, client.resource(ready).subresource("status").update());
    }
  }

  /** Null before everything is there that the pod mounts. */
  private @Nullable ModelProcesses processes(Deployment deployment) {
    String name = deployment.getMetadata().getName();
    @Nullable ModelProcesses known = processes.get(name);
    if (known != null) {
      return known;
    }
    String service = requireNonNull(deployment.getMetadata().getLabels().get(Api.LABEL_SERVICE));
    @Nullable ConfigMap config =
        client.configMaps().inNamespace(namespace).withName(name + "-sidecar").get();
    List<Secret> secrets =
        Stream.of(service + "-admin", service + "-tls")
            .flatMap(
                it -> Stream.ofNullable(client.secrets().inNamespace(namespace).withName(it).get()))
            .toList();
    if (config == null || secrets.size() < 2) {
      return null;
    }
    Container engine = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    List<String> command = new ArrayList<>(engine.getCommand());
    command.addAll(engine.getArgs());
    ModelProcesses started =
        ModelProcesses.start(nextAddress(), mounted(name, config, secrets), command);
    processes.put(name, started);
    return started;
  }

  private Path mounted(String name, ConfigMap config, List<Secret> secrets) {
    Path pod = folder.resolve(name);
    try {
      Files.createDirectories(pod);
      for (Map.Entry<String, String> file : config.getData().entrySet()) {
        Files.writeString(pod.resolve(file.getKey()), file.getValue());
      }
      for (Secret secret : secrets) {
        for (Map.Entry<String, String> file : secret.getData().entrySet()) {
          Files.writeString(
              pod.resolve(file.getKey()),
              new String(Base64.getDecoder().decode(file.getValue()), UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pod;
  }

  private String nextAddress() {
    return "127.99.%d.%d".formatted(processes.size() / HOSTS, processes.size() % HOSTS + 1);
  }

  private Pod create(Deployment deployment) {
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName())
                .withNamespace(namespace)
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(Owners.controller(deployment))
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .build())
        .create();
  }

  private void endProcesses() {
    processes.values().forEach(ModelProcesses::close);
  }

  @Override
  public void close() {
    ticks.close();
    endProcesses();
    probe.close();
  }
}
