package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * Names and labels of what a TokenCache owns.
 *
 * @param namespace of the TokenCache
 * @param cache its name
 */
public record CacheNames(String namespace, String cache) {
  /** Value of {@code app.kubernetes.io/name}. */
  public static final String KIND_LABEL = "token-cache";

  /** Port of the managed Valkey. */
  public static final int PORT = 6379;

  /** The names for this TokenCache. */
  public static CacheNames of(HasMetadata cache) {
    return new CacheNames(cache.getMetadata().getNamespace(), cache.getMetadata().getName());
  }

  /** Secret with the sidecars' {@code password} and {@code hmac}. */
  public String secret() {
    return cache + "-cache";
  }

  /** Deployment, Service, NetworkPolicy and configuration Secret of the managed Valkey. */
  public String valkey() {
    return cache + "-valkey";
  }

  /** Secret with the managed Valkey's certificate. */
  public String valkeyTls() {
    return valkey() + "-tls";
  }

  /** Host at which sidecars in the same cluster reach the managed Valkey, and which it proves. */
  public String host() {
    return "%s.%s.svc".formatted(valkey(), namespace);
  }

  /** Host and port. */
  public String address() {
    return host() + ":" + PORT;
  }

  /** Labels of every object. */
  public Map<String, String> labels() {
    return Labels.of(KIND_LABEL, cache);
  }

  /** Metadata of the Valkey's objects. */
  ObjectMeta valkeyMeta() {
    return new ObjectMetaBuilder()
        .withName(valkey())
        .withNamespace(namespace)
        .withLabels(labels())
        .build();
  }
}
