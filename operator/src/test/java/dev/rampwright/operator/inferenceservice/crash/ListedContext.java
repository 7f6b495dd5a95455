package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What informers that have just started hold of a service: all there is, and nothing stale. */
final class ListedContext {
  /** What the operator makes and what follows from it. */
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Deployment.class,
          Service.class,
          Pod.class,
          ConfigMap.class,
          ControllerRevision.class,
          EndpointSlice.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          BenchmarkRun.class,
          Secret.class);

  private final Map<Class<?>, Set<HasMetadata>> objects;

  private ListedContext(Map<Class<?>, Set<HasMetadata>> objects) {
    this.objects = objects;
  }

  /** Lists everything that belongs to the service of that name. */
  static ListedContext of(KubernetesClient client, String namespace, String service) {
    Map<String, String> labels = Labels.of(Identity.KIND_LABEL, service);
    Map<Class<?>, Future<Set<HasMetadata>>> lists;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lists =
          KINDS.stream()
              .collect(
                  Collectors.toMap(
                      kind -> kind,
                      kind -> threads.submit(() -> list(client, namespace, kind, labels))));
    }
    return new ListedContext(
        lists.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().resultNow())));
  }

  private static <R extends HasMetadata> Set<HasMetadata> list(
      KubernetesClient client, String namespace, Class<R> kind, Map<String, String> labels) {
    return new LinkedHashSet<>(
        client.resources(kind).inNamespace(namespace).withLabels(labels).list().getItems());
  }

  /** Those of that kind. */
  <R extends HasMetadata> List<R> all(Class<R> kind) {
    return objects.getOrDefault(kind, Set.of()).stream().map(kind::cast).toList();
  }

  /** For the reconciler; all that it does not ask for fails. */
  @SuppressWarnings("unchecked")
  Context<InferenceService> asContext() {
    return (Context<InferenceService>)
        proxy(
            Context.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getSecondaryResourcesAsStream" ->
                      objects.getOrDefault((Class<?>) arguments[0], Set.of()).stream();
                  // Without an event source nothing is found in it.
                  case "eventSourceRetriever" ->
                      proxy(EventSourceRetriever.class, ListedContext::nothing);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static @Nullable Object nothing(
      Object proxy, java.lang.reflect.Method method, Object[] arguments) {
    return null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ListedContext.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
