package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.api.inferenceservice.EngineSpec.EngineType;
import dev.rampwright.api.inferenceservice.EngineSpec.EnvironmentVariable;
import dev.rampwright.api.inferenceservice.EngineSpec.ImagePullPolicy;
import dev.rampwright.contracts.ContractJson;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that shapes a revision's pods, with every default resolved: pods are rendered from
 * this alone. It is kept in a ControllerRevision, so a field added by a later release must read as
 * its default where it is absent.
 *
 * @param hashVersion how the hash was computed, {@link #HASH_VERSION} at this release
 * @param pins what the revision took from the operator and from live fields when it was made
 * @param model what is served
 * @param engine the server
 * @param sidecarResources CPU and memory of the sidecar; null: none given
 * @param pod settings of the pod
 * @param drainTimeoutMillis longest wait for requests in flight at shutdown
 * @param tokenCache the TokenCache whose Secret the pods mount; null: none
 * @param kvSlots where the engine's KV slots are saved; null: nowhere
 */
public record RevisionSpec(
    int hashVersion,
    Pins pins,
    Model model,
    Engine engine,
    @Nullable ResourceRequirements sidecarResources,
    Pod pod,
    long drainTimeoutMillis,
    @Nullable String tokenCache,
    @Nullable KvSlots kvSlots) {
  /** The version that this release writes. */
  public static final int HASH_VERSION = 1;

  /**
   * Where the engine's KV slots are saved.
   *
   * @param claim name of the claim; null: with the pod
   * @param sizeLimit of the folder that is with the pod; null: none
   */
  public record KvSlots(@Nullable String claim, @Nullable String sizeLimit) {}

  /**
   * What a revision keeps although it does not stand in the spec, so that neither an upgrade of the
   * operator nor an edit of a live field restarts a pod.
   *
   * @param release version of the operator that made the revision
   * @param sidecarImage image of the sidecar
   * @param sidecarPullPolicy when the kubelet pulls it
   * @param llamaCppImage the default engine image
   * @param drainTimeoutMillis the drain timeout where the spec gives none
   */
  public record Pins(
      String release,
      String sidecarImage,
      String sidecarPullPolicy,
      String llamaCppImage,
      long drainTimeoutMillis) {}

  /**
   * The model.
   *
   * @param name that clients ask for
   * @param uri where it is
   */
  public record Model(String name, String uri) {}

  /**
   * The engine container.
   *
   * @param type which engine
   * @param image container image
   * @param imagePullPolicy when it is pulled
   * @param command of a custom engine; empty for the others
   * @param args additional arguments
   * @param env additional environment
   * @param resources CPU, memory, accelerators; null: none given
   * @param port on loopback
   * @param healthPath answers 200 once the model is loaded
   * @param contextLength tokens of one request
   * @param maxConcurrency requests answered at once
   */
  public record Engine(
      EngineType type,
      String image,
      ImagePullPolicy imagePullPolicy,
      List<String> command,
      List<String> args,
      List<EnvironmentVariable> env,
      @Nullable ResourceRequirements resources,
      int port,
      String healthPath,
      int contextLength,
      int maxConcurrency) {
    public Engine {
      command = List.copyOf(command);
      args = List.copyOf(args);
      env = List.copyOf(env);
    }
  }

  /** Settings of the pod, empty where the spec gives none. */
  public record Pod(
      Map<String, String> labels,
      Map<String, String> annotations,
      Map<String, String> nodeSelector,
      List<Toleration> tolerations,
      List<LocalObjectReference> imagePullSecrets) {
    public Pod {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
      nodeSelector = Map.copyOf(nodeSelector);
      tolerations = List.copyOf(tolerations);
      imagePullSecrets = List.copyOf(imagePullSecrets);
    }
  }

  /** The one JSON form: equal specs give equal text. */
  public String canonicalJson() {
    return ContractJson.write(this);
  }

  /** Whether both make the same pods. */
  public boolean sameAs(RevisionSpec other) {
    return canonicalJson().equals(other.canonicalJson());
  }
}
