package dev.rampwright.operator.inferenceservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a gateway's controller for one namespace: it writes into each HTTPRoute's status what it
 * thinks of this generation. No request goes through it; real ones do in {@code make e2e-gateway}.
 */
final class FakeGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FakeGateway.class);
  private static final long TICK_MILLIS = 50;

  private final KubernetesClient client;
  private final String namespace;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** As they were told last. By a watch, which misses no state that a route was in for a moment. */
  private final Map<String, HTTPRoute> routes = new ConcurrentHashMap<>();

  private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
  private volatile String refusal = "";

  FakeGateway(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    var unused = ticks.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on it accepts no route, and says this; empty: it accepts all. */
  void refuse(String message) {
    refusal = message;
  }

  /** The backends that it was told, without repeats, such as {@code a=90 b=10}. */
  List<String> backends() {
    return List.copyOf(seen);
  }

  private void tick() {
    try {
      if (watch.get() == null) {
        watch.set(client.resources(HTTPRoute.class).inNamespace(namespace).watch(new Told()));
      }
      routes.values().stream().filter(this::isOpen).forEach(this::answer);
    } catch (KubernetesClientException e) {
      // Routes come and go under our hands, and so does their API.
      LOG.debug("tick of {} failed", namespace, e);
    }
  }

  private final class Told implements Watcher<HTTPRoute> {
    @Override
    public void eventReceived(Action action, HTTPRoute route) {
      if (action == Action.DELETED) {
        routes.remove(route.getMetadata().getName());
      } else {
        note(route);
        routes.put(route.getMetadata().getName(), route);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      watch.set(null);
    }
  }

  private void note(HTTPRoute route) {
    String backends =
        route.getSpec().getRules().getFirst().getBackendRefs().stream()
            .map(it -> it.getName() + "=" + it.getWeight())
            .collect(Collectors.joining(" "));
    if (seen.isEmpty() || !seen.getLast().equals(backends)) {
      seen.add(backends);
    }
  }

  private boolean isOpen(HTTPRoute route) {
    return route.getStatus() == null
        || route.getStatus().getParents().stream()
            .flatMap(parent -> parent.getConditions().stream())
            .anyMatch(
                it ->
                    !Objects.equals(it.getObservedGeneration(), route.getMetadata().getGeneration())
                        || !it.getMessage().equals(refusal));
  }

  private void answer(HTTPRoute route) {
    List<RouteParentStatus> parents =
        route.getSpec().getParentRefs().stream()
            .map(
                parent ->
                    new RouteParentStatusBuilder()
                        .withControllerName("example.com/fake-gateway")
                        .withParentRef(parent)
                        .withConditions(
                            condition(route, "Accepted", refusal.isEmpty()),
                            condition(route, "ResolvedRefs", true))
                        .build())
            .toList();
    client
        .resource(
            new HTTPRouteBuilder(route).withNewStatus().withParents(parents).endStatus().build())
        .updateStatus();
  }

  private Condition condition(HTTPRoute route, String type, boolean good) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(good ? "True" : "False")
        .withReason(good ? type : "NoMatchingListenerHostname")
        .withMessage(refusal)
        .withObservedGeneration(route.getMetadata().getGeneration())
        .withLastTransitionTime(Instant.now().toString())
        .build();
  }

  @Override
  public void close() {
    ticks.shutdown();
    try {
      ticks.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Watch last = watch.getAndSet(null);
    if (last != null) {
      last.close();
    }
  }
}
