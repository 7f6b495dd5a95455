package dev.rampwright.operator.inferenceservice;

import dev.rampwright.operator.kube.Owners;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plays the EndpointSlice controller for one namespace. */
public final class FakeEndpoints {
  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, List<Endpoint>> published = new ConcurrentHashMap<>();

  public FakeEndpoints(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Brings the endpoints of all Services to those of these pods that are ready. */
  public void publish(Collection<Pod> pods) {
    client
        .services()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(service -> publish(service, pods));
  }

  private void publish(Service service, Collection<Pod> pods) {
    Map<String, String> selector = service.getSpec().getSelector();
    List<Endpoint> endpoints =
        pods.stream()
            .filter(
                pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
            .filter(pod -> pod.getStatus() != null && PodStatuses.isReady(pod.getStatus()))
            .map(FakeEndpoints::endpoint)
            .toList();
    String uid = service.getMetadata().getUid();
    if (!endpoints.equals(published.get(uid))) {
      publish(service, endpoints);
      published.put(uid, endpoints);
    }
  }

  private void publish(Service service, List<Endpoint> endpoints) {
    Map<String, String> labels = new ConcurrentHashMap<>(service.getMetadata().getLabels());
    labels.put("kubernetes.io/service-name", service.getMetadata().getName());
    client
        .resource(
            new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service.getMetadata().getName() + "-slice")
                .withNamespace(namespace)
                .withLabels(labels)
                .withOwnerReferences(Owners.controller(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .build())
        .fieldManager("fake-node")
        .forceConflicts()
        .serverSideApply();
  }

  private static Endpoint endpoint(Pod pod) {
    return new EndpointBuilder()
        // The API server takes no loopback address here; nobody connects to it.
        .withAddresses(pod.getStatus().getPodIP().replace("127.", "10."))
        .withNewConditions()
        .withReady(true)
        .endConditions()
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .endTargetRef()
        .build();
  }
}
